import { join } from 'node:path';
import { committee } from '#domain/actor.ts';
import type { CycleDates } from '#domain/cycle.ts';
import { silentLog } from '#edge/log.ts';
import { type FolderMachine, type Machine, openMachine } from '#infra/local/machine.ts';
import type { Clock, Instant } from '#ports';
import { boardOf, deliveryBoardOf } from '#records/boards.ts';
import { spread } from '#records/hash.ts';
import { putRosterInForce, rosterHeaps, shardsFor, writeRoster } from '#records/roster.ts';
import { confirmAnswers } from '#steps/confirm/confirm.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import type { Run } from './run.ts';
import {
  cellOf,
  cellsOf,
  commentOf,
  committeesOf,
  type Kind,
  membersOf,
  numbers,
  pool,
  signing,
  sizeOf,
  wardOf,
} from './workload.ts';

const START = '2026-10-30T02:00:00.000Z';
export const DATES: CycleDates = {
  opensOn: '2026-11-02',
  dueOn: '2026-11-30',
  confirmBy: '2026-12-05',
  closesOn: '2026-12-10',
};
/** One reminder, as in the workload: on the last working day before the date due. */
const REMINDERS = [-1];
const ASKING = '2026-11-02T01:00:01.000Z';
const REMINDING = '2026-11-27T01:00:01.000Z';
const OVERDUE = '2026-12-01T01:00:01.000Z';
const CLOSING = '2026-12-10T17:00:01.000Z';
const OVER = '2026-12-28T01:00:01.000Z';

/**
 * The same cycle on the exchange as one machine runs it: its workflow, its store with every commit on the disk, its spool. From
 * the asking to the end; the roster and the opened cycle are there before.
 */
export async function cycle(committees: number, folder: string): Promise<Run> {
  const machine = await openMachine({
    dataDir: join(folder, 'data'),
    baseUrl: 'https://exchange.example',
    from: { name: 'Exchange', address: 'exchange@office.example' },
    log: silentLog,
    clock: tickingFrom(START),
  });
  try {
    const cycleId = await prepare(machine, committees, DATES);
    return await drive(machine, cycleId, committees);
  } finally {
    await machine.close();
  }
}

/** As a real clock goes: what is written later is due later. */
function tickingFrom(start: Instant): Clock {
  const [begun, first] = [performance.now(), Date.parse(start)];
  let [at, told] = [0, start];
  return {
    now: () => {
      const passed = Math.floor(performance.now() - begun);
      if (passed !== at) [at, told] = [passed, new Date(first + passed).toISOString()];
      return told;
    },
  };
}

/** The workload's roster in force, and a cycle over it that is launched and waits for its day. */
export async function prepare({ exchange, ground }: Machine, committees: number, dates: CycleDates): Promise<string> {
  const members = membersOf(committees);
  const shards = shardsFor(members);
  await writeRoster(ground.files, {
    version: 'bench',
    shards,
    committees: [...committeesOf(committees)].length,
    cells: committees,
    members,
    committeeLines: () => committeesOf(committees).map((one) => `${JSON.stringify(one)}\n`),
    cellLines: (shard) =>
      cellsOf(committees, (id) => spread(id.toUpperCase(), rosterHeaps) % shards === shard).map(
        (cell) => `${JSON.stringify(cell)}\n`,
      ),
  });
  const roster = { version: 'bench', committees, members };
  await putRosterInForce(ground.table, roster, undefined, { at: START, by: 'bench' });
  const order = {
    title: 'Nhận xét năm 2026',
    period: 'năm 2026',
    dates,
    reminders: REMINDERS,
    officer: { name: 'Phạm Thị Thử', telephone: '0238 000 000', replyTo: 'office@office.example', letterNumber: '01' },
  };
  const { cycleId } = await open(exchange)(order, { by: 'bench', commandId: 'bench1', accept: false });
  await launch(exchange.control)(cycleId, { by: 'bench', commandId: 'bench2' });
  return cycleId;
}

async function drive(machine: FolderMachine, cycleId: string, committees: number): Promise<Run> {
  const { exchange, ground } = machine;
  const requestOf = (i: number) => `${cycleId}.${cellOf(i)}`;
  const submit = submitAnswers(exchange.world);
  const confirm = confirmAnswers(exchange.world);
  const seconds: Record<string, number> = {};
  const phase = async (name: string, work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    await machine.settle();
    seconds[name] = (performance.now() - started) / 1000;
  };
  const answer = (kind: Kind) => () =>
    pool(numbers(committees, kind), (i) =>
      submit(requestOf(i), {
        commandId: `answer${i}`,
        by: committee(cellOf(i)),
        via: 'link',
        answers: Array.from({ length: sizeOf(i) }, (_, slot) => ({ slot, answer: commentOf(i, slot) })),
        signing,
      }),
    );
  const confirmed = (kind: Kind) => () =>
    pool(numbers(committees, kind), (i) => {
      const wish = { commandId: `confirm${i}`, by: committee(wardOf(i)) };
      return confirm(requestOf(i), wish, [...Array(sizeOf(i)).keys()]);
    });

  await phase('ask', () => machine.moveClock(ASKING));
  await phase('answer', answer('intime'));
  await phase('remind', () => machine.moveClock(REMINDING));
  await phase('confirm', confirmed('intime'));
  await phase('answerLate', answer('late'));
  await phase('overdue', () => machine.moveClock(OVERDUE));
  await phase('confirmLate', confirmed('late'));
  await phase('assembleDeliver', () => machine.moveClock(CLOSING));
  await phase('over', () => machine.moveClock(OVER));

  return { seconds, ...(await count(ground.table, cycleId, committees)) };
}

async function count(table: FolderMachine['ground']['table'], cycleId: string, committees: number) {
  let evaluations = 0;
  let answered = 0;
  for (const deskId of new Set(numbers(committees).map(wardOf)))
    for (const row of await boardOf(table, cycleId, deskId)) {
      if (row.assembled === 1) evaluations += row.counts.members;
      if (row.counts.confirmed === row.counts.members) answered += 1;
    }
  const delivered = (await deliveryBoardOf(table, cycleId)).reduce((sum, row) => sum + row.members, 0);
  const members = membersOf(committees);
  return { evaluations, answered, ok: evaluations === members && delivered === members };
}
