import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { type OffsetClock, offsetClock } from '#adapters/offset-clock.ts';
import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import type { Files, Instant, Table } from '#ports';
import { boardOf } from '#records/boards.ts';
import { readCycle, readShards } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { type Mail, type MailKind, readMail } from '#records/outbox.ts';
import type { World } from '#records/world.ts';
import { assemble } from '#steps/assemble/assemble.ts';
import { chase, deliver } from '#steps/deliver/deliver.ts';
import { morning } from '#steps/escalate/morning.ts';
import type { JobDeps, JobInput, JobResult } from '#steps/job.ts';
import { type ControlDeps, launch } from '#steps/launch/control.ts';
import { type CycleOrder, open } from '#steps/launch/open.ts';
import { plan } from '#steps/launch/plan.ts';
import { ask } from '#steps/request/ask.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { importRoster } from '#steps/roster/import.ts';
import { countingIds, STARTED, testLinkKey } from './ground.ts';
import type { MemoryTable } from './mortal.ts';
import { COMMENT, ORDER, SIGNING } from './small-cycle.ts';

/** Residence cells with their members, as a table over routing wants them. */
export interface CellSeed {
  readonly id: string;
  /** '' for none above it. */
  readonly ward?: string;
  readonly channel?: 'mailbox' | 'ward' | 'paper';
  /** '' for none. */
  readonly mailbox?: string;
  readonly members: readonly {
    readonly id: string;
    readonly workplace?: string;
    readonly category?: 'A' | 'B';
    readonly mailbox?: string;
  }[];
}

/** So many members of one cell, of one workplace unless said otherwise. */
export const membersOf = (cell: string, count: number, workplace = 'e1') =>
  Array.from({ length: count }, (_, n) => ({ id: `${cell}m${n}`, workplace }));

const HEAD = 'kind,id,name,level,parent,channel,mailbox,language,birth date,workplace,residence,category\n';

/** A province, the wards that are named, two workplaces, the cells and their members. Invented, as everything here. */
export function rosterCsv(cells: readonly CellSeed[], more: readonly string[] = []): string {
  const wards = new Set(['w1', ...cells.map(({ ward = 'w1' }) => ward)].filter((id) => id !== ''));
  const party = (id: string, level: string, parent: string, channel = 'mailbox', mailbox = `${id}@coquan.example`) =>
    `committee,${id},Cấp ủy ${id},${level},${parent},${channel},${mailbox},vi,,,,`;
  return `${HEAD}${[
    party('t1', 'province', ''),
    ...[...wards].map((id) => party(id, 'commune', 't1')),
    party('e1', 'workplace', 't1'),
    party('e2', 'workplace', 't1'),
    ...cells.map(({ id, ward = 'w1', channel, mailbox }) => party(id, 'cell', ward, channel, mailbox)),
    ...cells.flatMap(({ id, members }) =>
      members.map(
        (m) =>
          `member,${m.id},Đảng viên ${m.id},,,,${m.mailbox ?? ''},,1970,${m.workplace ?? 'e1'},${id},${m.category ?? 'A'}`,
      ),
    ),
    ...more,
  ].join('\n')}\n`;
}

/**
 * An office with a roster in force and its hands on every step, without a workflow: a test says what runs, and when. Time stands
 * still until the test moves it.
 */
export class Office {
  readonly table: MemoryTable;
  readonly world: World;
  readonly files: Files;
  readonly clock: OffsetClock;
  readonly deps: JobDeps;
  readonly control: ControlDeps;
  /** Cycles that were woken, one entry each time. */
  readonly woken: string[] = [];
  generation = 9;

  /** `through`: the table as its hands see it, where that is another than the store itself. */
  constructor(table: MemoryTable, clock: OffsetClock, files: Files = memoryFiles(), through: Table = table) {
    this.table = table;
    this.clock = clock;
    this.files = files;
    this.world = { table: through, clock, ids: countingIds(), linkKey: testLinkKey };
    this.deps = { world: this.world, files, patience: 60_000, log: () => {} };
    this.control = {
      world: this.world,
      wake: async (cycleId) => {
        this.woken.push(cycleId);
      },
    };
  }

  /** The same office, seen by hands that reach the store through another table. */
  through = (table: Table): Office => new Office(this.table, this.clock, this.files, table);

  async import(csv: string): Promise<void> {
    const report = await importRoster({ ...this.world, files: this.files })({
      content: (async function* () {
        yield Buffer.from(csv);
      })(),
      dryRun: false,
      by: 'An',
    });
    if (!report.applied) throw new Error(`the roster was refused: ${JSON.stringify(report)}`);
  }

  open = (order: Partial<CycleOrder> = {}, commandId = 'open01') =>
    open({ world: this.world, files: this.files })({ ...ORDER, ...order }, { by: 'An', commandId, accept: true });

  /** Opened and launched, the hold over, the requests gone out. */
  async begin(order: Partial<CycleOrder> = {}, commandId = 'open01'): Promise<string> {
    const { cycleId } = await this.open(order, commandId);
    await launch(this.control)(cycleId, { by: 'An', commandId: 'launch' });
    await this.at(`${ORDER.dates.opensOn}T02:00:00.000Z`);
    await this.doAll(cycleId);
    return cycleId;
  }

  async at(now: Instant): Promise<this> {
    await this.clock.moveTo(now);
    return this;
  }

  plan = (cycleId: string) => plan({ world: this.world })({ cycleId, generation: this.generation });

  /** Everything that is due by the clock, in the order of the plan; what was done. */
  async doAll(cycleId: string): Promise<string[]> {
    const done: string[] = [];
    for (;;) {
      const { shards } = await this.plan(cycleId);
      if (shards.length === 0) return done;
      for (const input of shards) await this.run(input);
      done.push(...new Set(shards.map(({ job }) => job)));
      if (done.length > 50) throw new Error(`the plan never ends: ${done.slice(-3).join()}`);
    }
  }

  /** One job in one shard, to its end. */
  async run(input: JobInput): Promise<void> {
    while ((await this.#work(this.deps, input)).more);
  }

  /** One job in one shard, as far as one batch. */
  hurried = (input: JobInput): Promise<JobResult> => this.#work({ ...this.deps, patience: -1 }, input);

  #work(deps: JobDeps, input: JobInput): Promise<JobResult> {
    const works: { readonly [work: string]: (deps: JobDeps) => (input: JobInput) => Promise<JobResult> } = {
      ask,
      assemble,
      deliver,
    };
    const work = works[input.job.slice(0, input.job.indexOf('@'))];
    return work ? work(deps)(input) : morning(deps, { chase: chase(deps) })(input);
  }

  state = async (requestId: string) => (await load(this.world.table, requests, requestId)).state;

  cycle = (cycleId: string) => readCycle(this.world.table, cycleId);

  async rows(cycleId: string) {
    const desks = (await readShards(this.world.table, cycleId)).flatMap((shard) => shard.desks);
    return (await Promise.all(desks.map((id) => boardOf(this.world.table, cycleId, id)))).flat();
  }

  /** Mails of a kind that were ever asked for, by mailbox. */
  async mails(kind: MailKind): Promise<Mail[]> {
    const stored = this.table.all().filter(({ pk }) => pk.startsWith('MAIL#'));
    const mails = await Promise.all(stored.map(({ pk }) => readMail(this.table, pk.slice('MAIL#'.length))));
    return mails
      .flatMap((found) => (found?.mail.kind === kind ? found.mail : []))
      .sort((a, b) => (a.recipient.mailbox < b.recipient.mailbox ? -1 : 1));
  }

  submit = (requestId: string, commandId: string, slots: readonly number[], answer: Answer = COMMENT) =>
    submitAnswers(this.world)(requestId, {
      commandId,
      by: committee(requestId, 'Lê Văn An'),
      via: 'link',
      answers: slots.map((slot) => ({ slot, answer })),
      signing: SIGNING,
    });
}

export async function anOffice(csv: string): Promise<Office> {
  const table = memoryTable();
  const office = new Office(table, await offsetClock({ now: () => STARTED }, table));
  await office.import(csv);
  return office;
}

export const by = (id: string, commandId = `${id} does`) => ({ commandId, by: committee(id) });
