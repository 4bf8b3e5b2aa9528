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
/** Calls of the table that a function with a gigabyte makes, start-up and all: half of what one core was measured to make. */
export const CALLS_A_SECOND = 1_000;
/** 80 % of the 14 that Amazon SES begins with. */
export const SLOWEST = 11.2;

/** Of a cycle's work on one committee: calls of the table by the tasks, and mails by the loop's own sender. */
export interface Weight {
  readonly calls: number;
  readonly mails: number;
}

/** As plans name them: one for each 2,000 committees, eight at most. */
export const shardsFor = (committees: number): number => Math.min(8, Math.max(1, Math.ceil(committees / 2_000)));

/**
 * The loop of a larger and longer cycle: as many mornings more as the days have, so many shards a pass, and for what does not fit
 * into one call more calls, as if none of them had been full before.
 */
export function stretched(counted: Loop, of: Extent, to: Extent & { readonly mornings: number }, weight: Weight): Loop {
  const shards = shardsFor(to.committees);
  const passes = counted.passes + to.mornings;
  // Reminders to workplaces go through one shard, whatever there are.
  const alone = (shardsFor(of.committees) * counted.passes - counted.shards) / (shardsFor(of.committees) - 1);
  const through = (passes - alone) * shards + alone;
  const more = (work: number, aSecond: number) => Math.floor((to.committees * work) / aSecond / SECONDS);
  return {
    waits: counted.waits + to.mornings,
    passes,
    shards: through,
    tasks: through + more(weight.calls, CALLS_A_SECOND),
    sends: passes - PASSES_WITHOUT_MAIL + more(weight.mails, SLOWEST),
  };
}

/** Of more than one shard, where it was counted. */
export interface Extent {
  readonly committees: number;
}

/** Assembling writes to nobody. */
const PASSES_WITHOUT_MAIL = 1;
