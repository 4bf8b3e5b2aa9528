import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import { addWorkingDays, localDate } from '#domain/calendar.ts';
import { statusOf } from '#domain/cycle.ts';
import { isRefusal } from '#domain/refusal.ts';
import { effectiveDue, momentOf } from '#domain/request-rules.ts';
import { type Machine, machineOn } from '#infra/local/machine.ts';
import type { Files, Letter } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { cycles, deliveries, load, readJournal, requests } from '#records/journal.ts';
import {
  confirmAnswers,
  excuseCommittee,
  grantTime,
  pressCommittee,
  reopenAnswers,
  replaceContact,
  sendBackAnswers,
} from '#steps/confirm/confirm.ts';
import { acknowledgeDelivery, stateOwnView } from '#steps/deliver/receive.ts';
import { cancel, closeEarly, extendCycle, launch, resume, stop } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { countersignPart, noteVisit, passConflict, reroute } from '#steps/respond/tell.ts';
import { importRoster } from '#steps/roster/import.ts';
import { recordReturn } from '#watch/returned.ts';
import { memoryGround, testSettings } from './ground.ts';
import { CELLS, type Cell, comeOn, type Deed, emptySheet, note, OWN, openOn, type Sheet } from './model.ts';
import { copyOf, Killed, type MemoryTable, mortal } from './mortal.ts';
import { rosterCsv } from './office.ts';
import { COMMENT, ORDER, SIGNING } from './small-cycle.ts';

export const CYCLE = '2026-11-open01';
export const request = (cell: string): string => `${CYCLE}.${cell}`;

interface Store {
  readonly table: MemoryTable;
  readonly files: Files;
}

const machineOver = async ({ files, table }: Store, through: Machine['ground']['table'] = table): Promise<Machine> =>
  machineOn({ ...(await memoryGround(through)), files }, testSettings);

/** Two wards, two cells behind one mailbox, one alone, one without anybody; launched, its requests about to leave. */
export async function launchedStore(): Promise<Store> {
  const store: Store = { table: memoryTable(), files: memoryFiles() };
  const machine = await machineOver(store);
  const workplace = (id: string) => (/[135]$/.test(id) ? 'e1' : 'e2');
  const mailboxes = { c1: 'khoi@x.example', c2: 'khoi@x.example', c3: 'khoi3@x.example', c4: 'khoi4@x.example' };
  const seeds = CELLS.map((id) => ({
    id,
    ward: id === 'c4' ? 'w2' : 'w1',
    mailbox: mailboxes[id],
    members: OWN[id].map((member) => ({ id: member, workplace: workplace(member) })),
  }));
  await importRoster(machine.ground)({
    content: (async function* () {
      yield Buffer.from(rosterCsv(seeds));
    })(),
    dryRun: false,
    by: 'An',
  });
  const { exchange, ground } = machine;
  await open({ world: exchange.world, files: ground.files })(ORDER, { by: 'An', commandId: 'open01', accept: true });
  await launch(exchange.control)(CYCLE, { by: 'An', commandId: 'launch' });
  await machine.close();
  return store;
}

const ANSWERS: { readonly [kind: string]: Answer } = {
  comment: COMMENT,
  conflict: { kind: 'conflict' },
  moved: { kind: 'notHere', which: 'moved', movedTo: 'Hà Tĩnh' },
  notHere: { kind: 'notHere', which: 'notHere' },
  notKnown: { kind: 'notHere', which: 'notKnown' },
};

/** An exchange that lives through deeds, dies and is started again, and what was promised to whoever did them. */
export class Life {
  readonly store: Store;
  #machine: Machine | undefined;
  /** Deeds by the command that carries them. */
  readonly deeds = new Map<string, Deed>();
  readonly outcomes = new Map<string, 'taken' | 'refused' | 'unknown'>();

  constructor(store: Store) {
    this.store = store;
  }

  static async from(base: Store): Promise<Life> {
    return new Life(await copyOf(base));
  }

  async machine(): Promise<Machine> {
    this.#machine ??= await machineOver(this.store);
    return this.#machine;
  }

  async restart(): Promise<void> {
    await this.#machine?.close();
    this.#machine = undefined;
    await (await this.machine()).settle();
  }

  /** Deeds at once, and everything that follows from them. */
  async live(deeds: readonly Deed[]): Promise<void> {
    const machine = await this.machine();
    await Promise.all(deeds.map((deed) => this.#doOne(machine, deed)));
    await machine.settle();
  }

  /** The same in a process that dies at its n-th write; then another is started. */
  async die(deeds: readonly Deed[], dieAt: number): Promise<void> {
    await this.#machine?.close();
    this.#machine = undefined;
    const body = mortal(this.store.table, dieAt);
    let mine: Machine | undefined;
    const living = async () => {
      mine = await machineOver(this.store, body.table);
      const here = mine;
      await Promise.all(deeds.map((deed) => this.#doOne(here, deed)));
      await here.settle();
    };
    await Promise.race([living(), body.dead]).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await mine?.close();
    for (const { id } of deeds) if (!this.outcomes.has(id)) this.outcomes.set(id, 'unknown');
    await this.restart();
  }

  async #doOne(machine: Machine, deed: Deed): Promise<void> {
    this.deeds.set(deed.id, deed);
    try {
      await perform(machine, deed, this);
      this.outcomes.set(deed.id, 'taken');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.outcomes.set(deed.id, 'refused');
    }
  }

  /** The sheet of what the journals say was done, in their order. */
  async sheet(): Promise<Sheet> {
    const sheet = emptySheet();
    const journals = new Map(
      await Promise.all(
        CELLS.map(async (cell) => [cell, await readJournal(this.store.table, requests, request(cell))] as const),
      ),
    );
    for (const [cell, entries] of journals) {
      for (const { commandId, event } of entries) {
        if (event.type === 'opened') openOn(sheet, cell);
        if (event.type === 'reroutedIn') comeOn(sheet, cell, event.member[0]);
        if (event.type === 'assembled') sheet.released.add(cell);
        const deed = this.deeds.get(commandId);
        if (deed) note(sheet, deed);
      }
    }
    return sheet;
  }

  async times() {
    const { table } = this.store;
    const now = (await this.machine()).ground.clock.now();
    const cycle = await readCycle(table, CYCLE);
    const states = new Map(
      await Promise.all(CELLS.map(async (c) => [c, (await load(table, requests, request(c))).state] as const)),
    );
    const due = (cell: Cell) => effectiveDue(states.get(cell) ?? { dueAt: '' }, momentOf(cycle, now));
    return { now, cycle, status: statusOf(cycle, now), dueAt: due };
  }

  /** Whether the fact of a deed stands in a journal. */
  async stands({ id }: Deed): Promise<boolean> {
    const { table } = this.store;
    const seen = await Promise.all([
      load(table, cycles, CYCLE),
      ...CELLS.map((cell) => load(table, requests, request(cell))),
      ...['e1', 'e2'].map((workplace) => load(table, deliveries, request(workplace))),
    ]);
    return seen.some(({ state }) => state.commandIds.has(id));
  }

  letters = (): Promise<readonly Letter[]> => spooled(this.store.table);

  async close(): Promise<void> {
    await this.#machine?.close();
    this.#machine = undefined;
  }
}

async function perform(machine: Machine, deed: Deed, life: Life): Promise<unknown> {
  const { world, control, files } = machine.exchange;
  const { id } = deed;
  const hand = { by: 'An', commandId: id };
  const ward = { commandId: id, by: committee('w1', 'Trần Thị Hoa') };
  const cell = 'cell' in deed ? request(deed.cell) : '';
  switch (deed.do) {
    case 'submit':
      return submitAnswers(world)(cell, {
        commandId: id,
        by: committee(deed.cell, 'Lê Văn An'),
        via: deed.via,
        answers: deed.slots.map((slot) => ({ slot, answer: answerOf(deed) })),
        signing: { ...SIGNING, participants: `Chi ủy, ${id}` },
        ...(deed.via === 'paper' || deed.via === 'portal' ? { reference: `số ${id}` } : {}),
      });
    case 'confirm':
      return confirmAnswers(world)(cell, ward, deed.slots);
    case 'sendBack':
      return sendBackAnswers(world)(cell, ward, deed.slots, 'Thiếu dẫn chứng.');
    case 'reopen':
      return reopenAnswers(world)(cell, ward, deed.slots);
    case 'view':
      return stateOwnView(world)(cell, { commandId: id, by: { body: 'member' } }, deed.slot, 'Tôi nhất trí.');
    case 'conflict':
      return passConflict(world)(cell, ward, deed.slot, deed.to);
    case 'reroute':
      return reroute({ world, files })(cell, ward, deed.slot, deed.to);
    case 'countersign': {
      const part = (await load(world.table, requests, cell)).state.parts.at(-1)?.seq ?? 0;
      return countersignPart(world)(cell, ward, part, { name: 'Lê Thị Bình' });
    }
    case 'visit':
      return noteVisit(world)(cell, committee(deed.cell));
    case 'press':
      return pressCommittee(world)(cell, ward);
    case 'excuse':
      return excuseCommittee(world)(cell, ward, 'Chi bộ giải thể.');
    case 'contact':
      return replaceContact(world)(cell, ward, { channel: 'mailbox', mailbox: `${id}@moi.example`, language: 'en' });
    case 'bounce': {
      const letter = (await life.letters()).findLast(({ to }) => to.startsWith('khoi') || to.endsWith('@moi.example'));
      return letter && recordReturn(world, letter.id, true, '550');
    }
    case 'grant':
      return grantTime(world)(cell, ward, addWorkingDays(localDate(world.clock.now()), deed.days));
    case 'extend': {
      const { dates } = await readCycle(world.table, CYCLE);
      const move = (day: string) => addWorkingDays(day, deed.days);
      const next = {
        ...dates,
        dueOn: move(dates.dueOn),
        confirmBy: move(dates.confirmBy),
        closesOn: move(dates.closesOn),
      };
      return extendCycle(control)(CYCLE, hand, next);
    }
    case 'stop':
      return stop(control)(CYCLE, hand, 'xem lại');
    case 'resume':
      return resume(control)(CYCLE, hand);
    case 'closeEarly':
      return closeEarly(control)(CYCLE, hand);
    case 'cancel':
      return cancel(control)(CYCLE, hand, 'thôi');
    case 'acknowledge':
      return acknowledgeDelivery(world)(request(deed.workplace), { commandId: id, by: committee(deed.workplace) });
    case 'tick':
      return machine.moveClock(new Date(Date.parse(world.clock.now()) + deed.hours * 3_600_000).toISOString());
    case 'restart':
      return life.restart();
    case 'again': {
      const [known] = [...life.deeds.values()]
        .filter((one) => one.do !== 'again' && one.do !== 'tick' && one.do !== 'restart')
        .slice(-1);
      if (!known || life.outcomes.get(known.id) !== 'taken') return undefined;
      return perform(machine, known, life);
    }
  }
}

/** The words of an answer say which deed they came with, so that no other can be taken for it. */
export function answerOf({ id, kind }: Extract<Deed, { do: 'submit' }>): Answer {
  const answer = ANSWERS[kind] ?? COMMENT;
  if (answer.kind === 'comment') return { ...answer, remark: `Theo ${id}.` };
  return answer.kind === 'conflict' ? { ...answer, note: `Theo ${id}.` } : answer;
}
