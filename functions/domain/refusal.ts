/**
 * A refusal is the exchange saying no for a reason a person can act on: a date has passed, a version is stale, a right is
 * missing. Its name is stable, because the error map of the pages, the workflow's `Catch` and the alarms match on it. A
 * fault (a broken disk, a bug) is any other error.
 */
export type RefusalName =
  | 'NotFound'
  | 'NotAllowed'
  | 'Invalid'
  | 'Stale'
  | 'TooLate'
  | 'TooEarly'
  | 'AlreadyDone'
  | 'CycleStopped'
  | 'CycleOver'
  | 'OldGeneration'
  | 'TooManyTries'
  | 'Conflict'
  | 'Contended';

export interface Problem {
  /** Where: a field, a row and column, a setting. */
  readonly place: string;
  /** What stands there; left out where it would repeat something private. */
  readonly value?: string;
  /** Why it cannot stay, as a stable key that each language has words for. */
  readonly reason: string;
  /** How to mend it, where the reason alone does not say. */
  readonly mend?: string;
}

export class Refusal extends Error {
  override readonly name: RefusalName;
  readonly problems: readonly Problem[];

  constructor(name: RefusalName, message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.problems = problems;
  }
}

export const isRefusal = (error: unknown, ...names: RefusalName[]): error is Refusal =>
  error instanceof Refusal && (names.length === 0 || names.includes(error.name));
