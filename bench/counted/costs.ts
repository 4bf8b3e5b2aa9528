import type { Prices } from '../prices.ts';
import { type Counts, countsOf, type Model } from './counts.ts';
import { CALLS_A_SECOND } from './loop.ts';
import type { Size } from './town.ts';

/** What a cycle costs, in dollars. */
export interface Costs {
  readonly mail: number;
  readonly written: number;
  readonly read: number;
  readonly transitions: number;
  readonly invocations: number;
  readonly seconds: number;
  readonly sum: number;
}

/** A gigabyte, as the tasks and the sender have. */
const GIGABYTES = 1;

export interface Billed extends Counts {
  readonly transitions: number;
  /** That senders waited for the slots of the pace. */
  readonly waited: number;
}

/** What is billed of a cycle whose loop is known; mails leave at the slowest pace, which makes senders wait longest. */
export const billed = (model: Model, size: Size, loop: { transitions: number; invocations: number }): Billed => {
  const counts = countsOf(model, size);
  return { ...counts, ...loop, waited: counts.mails / 11.2 };
};

export function costsOf(counts: Billed, prices: Prices, mailPerThousand: number): Costs {
  const { dynamoDb, lambda, stepFunctions } = prices;
  const million = 1_000_000;
  const costs = {
    mail: (counts.mails / 1000) * mailPerThousand,
    written: (counts.write / million) * dynamoDb.perMillionWriteUnits,
    read: (counts.read / million) * dynamoDb.perMillionReadUnits,
    transitions: (counts.transitions / million) * stepFunctions.perMillionTransitions,
    invocations: ((counts.invocations + counts.beside) / million) * lambda.perMillionInvocations,
    seconds: (counts.calls / CALLS_A_SECOND + counts.waited) * GIGABYTES * lambda.perGigabyteSecond,
  };
  return { ...costs, sum: Object.values(costs).reduce((sum, one) => sum + one, 0) };
}
