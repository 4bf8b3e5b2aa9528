import * as z from 'zod/mini';
import { isRefusal } from '#domain/refusal.ts';
import type { Files } from '#ports';
import { expectGeneration, type JobProgress, jobName, keepJob, keepPoison, readJob } from '#records/cycles.ts';
import type { World } from '#records/world.ts';

/** What a task of the workflow is given: ids only, never a name, an address or an answer. */
export const JobInput = z.object({
  cycleId: z.string(),
  generation: z.number(),
  /** `<work>@<moment>`. */
  job: z.string(),
  shard: z.string(),
});
export type JobInput = z.infer<typeof JobInput>;

export interface JobResult {
  /** There is work left in this shard: call again. */
  readonly more: boolean;
}

export interface JobDeps {
  readonly world: World;
  readonly files: Files;
  /** Milliseconds of real time a call may work before it says `more`; a function on AWS lives 15 minutes, and takes four. */
  readonly patience: number;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

export const PATIENCE = 4 * 60_000;

export const momentOf = (input: JobInput): string => input.job.slice(input.job.indexOf('@') + 1);
export const workOf = (input: JobInput): string => input.job.slice(0, input.job.indexOf('@'));

/** Runs over items with so many under way at once; all are tried, and what failed is returned. */
export async function inParallel<T>(items: readonly T[], width: number, each: (item: T) => Promise<void>) {
  const failures: { readonly item: T; readonly error: unknown }[] = [];
  let next = 0;
  const hand = async () => {
    for (let n = next++; n < items.length; n = next++) {
      const item = items[n] as T;
      try {
        await each(item);
      } catch (error) {
        failures.push({ item, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, hand));
  return failures;
}

/** What is read of each item, in the order of the items, with so many under way at once. */
export async function* readAhead<T, R>(
  items: Iterable<T>,
  width: number,
  read: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  for (const item of items) {
    const mine = read(item);
    // Whoever stops early asks for none of the rest.
    mine.catch(() => {});
    underWay.push(mine);
    const oldest = underWay.length >= width ? underWay.shift() : undefined;
    if (oldest) yield await oldest;
  }
  for (const one of underWay) yield await one;
}

/** Subjects under way at once: what they ask of the store within one turn shares a commit. */
const WIDTH = 200;

/** One batch of a job: its subjects' names, the work on each, and how far the job has come when it is done. */
export interface Batch<T> {
  readonly cursor: string;
  readonly items: readonly T[];
  readonly nameOf: (item: T) => string;
  readonly each: (item: T) => Promise<void>;
  /** After all of the batch. */
  readonly afterAll?: () => Promise<void>;
}

/** So often a whole batch may fail, which takes the workflow most of an hour, until its subjects are noted one by one. */
const FAULTS = 12;

/**
 * Works through one shard of a job, batch by batch: the cursor is kept after each, an older generation stops before the next,
 * and a subject that fails is tried again, then noted and left, so that it never stops its neighbours. When everything
 * fails, the fault is hardly the subjects', and it is thrown for the workflow to retry.
 */
export async function workThrough<T>(
  { world, patience, log }: JobDeps,
  input: JobInput,
  batchesAfter: (cursor: string | undefined) => AsyncIterable<Batch<T>>,
): Promise<JobResult> {
  const { table } = world;
  const name = jobName(workOf(input), momentOf(input), input.shard);
  const progress = await readJob(table, input.cycleId, name);
  if (progress?.done) return { more: false };
  const started = performance.now();
  const keep = (how: JobProgress) => keepJob(table, input.cycleId, name, input.generation, how);
  let { cursor, faults = 0 } = progress ?? {};
  for await (const batch of batchesAfter(progress?.cursor)) {
    await expectGeneration(table, input.cycleId, input.generation);
    const failed = await inParallel(batch.items, WIDTH, batch.each);
    const again = await inParallel(
      failed.map(({ item }) => item),
      1,
      batch.each,
    );
    expectOurs(again);
    const [first] = again;
    if (first && again.length > 1 && again.length === batch.items.length && faults < FAULTS) {
      await keep({ done: false, ...(cursor === undefined ? {} : { cursor }), faults: faults + 1 });
      throw first.error;
    }
    await noteFailures(world, input, batch, again);
    await batch.afterAll?.();
    [cursor, faults] = [batch.cursor, 0];
    await keep({ done: false, cursor });
    if (performance.now() - started > patience) return { more: true };
  }
  await keep({ done: true });
  log('job.done', { work: workOf(input), shard: input.shard, ms: Math.round(performance.now() - started) });
  return { more: false };
}

/** That the work is not this execution's any more is no subject's fault. */
function expectOurs(failures: readonly { readonly error: unknown }[]): void {
  const passing = failures.find(({ error }) => isRefusal(error, 'OldGeneration', 'CycleOver'));
  if (passing) throw passing.error;
}

async function noteFailures<T>(
  world: World,
  input: JobInput,
  batch: Batch<T>,
  failures: readonly { item: T; error: unknown }[],
): Promise<void> {
  for (const { item, error } of failures) {
    await keepPoison(world.table, input.cycleId, {
      work: workOf(input),
      at: momentOf(input),
      shard: input.shard,
      subject: batch.nameOf(item),
      error: error instanceof Error ? error.name : 'unknown',
      failedAt: world.clock.now(),
    });
  }
}
