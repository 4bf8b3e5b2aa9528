import type { Ledger } from '#infra/local/workflow-ledger.ts';

/** How often the loop of the workflow went which way. */
export interface Loop {
  readonly waits: number;
  /** Passes through the work of some shards, and the shards of all of them together. */
  readonly passes: number;
  readonly shards: number;
  readonly tasks: number;
  readonly sends: number;
}

const WORK = ['ask', 'remind', 'assemble', 'deliver'] as const;
const MAPS = {
  ask: 'Ask committees',
  remind: 'Remind and escalate',
  assemble: 'Assemble evaluations',
  deliver: 'Deliver evaluations',
};
const DONE = { ask: 'asked', remind: 'reminded', assemble: 'assembled', deliver: 'delivered' };

export function loopOf({ entered }: Ledger, invocations: ReadonlyMap<string, number>): Loop {
  const sum = (of: (work: (typeof WORK)[number]) => number) => WORK.reduce((all, work) => all + of(work), 0);
  return {
    waits: entered.get('Wait until the next moment') ?? 0,
    passes: sum((work) => entered.get(MAPS[work]) ?? 0),
    shards: sum((work) => entered.get(`The shard is ${DONE[work]}`) ?? 0),
    tasks: sum((work) => invocations.get(work) ?? 0),
    sends: invocations.get('send') ?? 0,
  };
}

/** The formulas of workflows/README.md; the interpreter's log says whether they hold. */
export const transitionsOf = ({ waits, passes, shards, tasks, sends }: Loop): number =>
  3 * waits + 3 * passes + shards + 2 * tasks + 2 * sends + 4;
export const historyOf = ({ waits, passes, shards, tasks, sends }: Loop): number =>
  9 * waits + 11 * passes + 4 * shards + 7 * tasks + 7 * sends + 11;
export const invocationsOf = ({ waits, passes, tasks, sends }: Loop): number => 1 + waits + passes + tasks + sends;

/** What one task and one call of the sender get done in their four minutes. */
const SECONDS = 240;
/** One function with a gigabyte of memory, as measured on one core and halved. */
const CALLS_A_SECOND = 1_000;
/** 80 % of the 14 that Amazon SES begins with. */
export const SLOWEST = 11.2;

/** Of a cycle's work on one committee: calls of the table by the tasks, and mails by the loop's own sender. */
export interface Weight {
  readonly calls: number;
  readonly mails: number;
}

/**
 * The loop of a larger and longer cycle: as many mornings more as the days have, so many shards a pass, and for what does not fit
 * into one call more calls, as if none of them had been full before.
 */
export function stretched(
  counted: Loop,
  to: { committees: number; shards: number; mornings: number },
  weight: Weight,
): Loop {
  const passes = counted.passes + to.mornings;
  const more = (work: number, aSecond: number) => Math.ceil((to.committees * work) / aSecond / SECONDS);
  return {
    waits: counted.waits + to.mornings,
    passes,
    shards: passes * to.shards,
    tasks: passes * to.shards + more(weight.calls, CALLS_A_SECOND),
    sends: counted.sends + to.mornings + more(weight.mails, SLOWEST),
  };
}
