import { describe, expect, it } from 'vitest';
import { memoryFiles } from '#adapters/memory-files.ts';
import { keepJob, listPoison, readJob, retryPoison, takeGeneration } from '#records/cycles.ts';
import { type Batch, inParallel, type JobDeps, type JobInput, readAhead, workThrough } from '#steps/job.ts';
import { aWorld } from '#test/support/world.ts';

const CYCLE = 'k26';
const AT = '2026-11-02T01:00:00.000Z';
const NAME = `ask@${AT}#0`;
const input: JobInput = { cycleId: CYCLE, generation: 1, job: `ask@${AT}`, shard: '0' };

/** A job over batches of subjects, some of which fail as often as they are told to. */
function jobOver(batches: readonly (readonly string[])[], failing: { [subject: string]: number } = {}) {
  const deps: JobDeps = { world: aWorld(), files: memoryFiles(), patience: 60_000, log: () => {} };
  const worked: string[] = [];
  const after: string[] = [];
  const fails = { ...failing };
  async function* from(cursor: string | undefined): AsyncIterable<Batch<string>> {
    for (const [n, items] of batches.entries()) {
      if (n < Number(cursor ?? 0)) continue;
      const each = async (subject: string) => {
        if ((fails[subject] ?? 0) > 0) {
          fails[subject] = (fails[subject] ?? 0) - 1;
          throw new TypeError(`${subject} is poisoned`);
        }
        worked.push(subject);
      };
      yield { cursor: String(n + 1), items, nameOf: (s) => s, each, afterAll: async () => void after.push(String(n)) };
    }
  }
  const { table } = deps.world;
  const run = (how: Partial<JobInput> = {}, more: Partial<JobDeps> = {}) =>
    workThrough({ ...deps, ...more }, { ...input, ...how }, from);
  const heal = () => {
    for (const subject of Object.keys(fails)) fails[subject] = 0;
  };
  return { run, worked, after, table, heal };
}

describe('a job in one shard', () => {
  it('works through its batches once, whoever calls again', async () => {
    const job = jobOver([['a', 'b'], ['c']]);
    expect(await job.run()).toEqual({ more: false });
    expect(await job.run()).toEqual({ more: false });
    expect(job.worked).toEqual(['a', 'b', 'c']);
    expect(job.after).toEqual(['0', '1']);
  });

  it('says `more` when its patience ends, and goes on where it was', async () => {
    const job = jobOver([['a'], ['b'], ['c']]);
    const answers = [];
    for (let call = 0; call < 4; call += 1) answers.push((await job.run({}, { patience: -1 })).more);
    expect(answers).toEqual([true, true, true, false]);
    expect(job.worked).toEqual(['a', 'b', 'c']);
  });

  it('of an older generation stops before its next batch', async () => {
    const job = jobOver([['a'], ['b']]);
    await job.run({}, { patience: -1 });
    await takeGeneration(job.table, CYCLE, { generation: 1, execution: 'k26-1', definition: 'first' });
    await takeGeneration(job.table, CYCLE, { generation: 2, execution: 'k26-2', definition: 'first' });
    await expect(job.run()).rejects.toMatchObject({ name: 'OldGeneration' });
    expect(job.worked).toEqual(['a']);
    expect(await job.run({ generation: 2 })).toEqual({ more: false });
    expect(job.worked).toEqual(['a', 'b']);
  });

  it('that is late with its last batch takes nothing back from a newer generation', async () => {
    const { table } = jobOver([]);
    await keepJob(table, CYCLE, NAME, 2, { done: true });
    await expect(keepJob(table, CYCLE, NAME, 1, { done: false, cursor: '1' })).rejects.toMatchObject({
      name: 'OldGeneration',
    });
    expect(await readJob(table, CYCLE, NAME)).toEqual({ done: true });
    await keepJob(table, CYCLE, NAME, 2, { done: false });
    await keepJob(table, CYCLE, NAME, 3, { done: true });
  });
});

describe('a subject that fails', () => {
  it('once is tried again at once', async () => {
    const job = jobOver([['a', 'b', 'c']], { b: 1 });
    await job.run();
    expect(job.worked.sort()).toEqual(['a', 'b', 'c']);
    expect(await listPoison(job.table, CYCLE)).toEqual([]);
  });

  it('for good never stops its neighbours, is noted without a word of it, and a retry mends it (F24)', async () => {
    const job = jobOver([['a', 'b', 'c'], ['d']], { b: 99 });
    expect(await job.run()).toEqual({ more: false });
    expect(job.worked.sort()).toEqual(['a', 'c', 'd']);
    const [poison] = await listPoison(job.table, CYCLE);
    expect(poison).toMatchObject({ work: 'ask', at: AT, shard: '0', subject: 'b', error: 'TypeError' });
    expect(JSON.stringify(poison)).not.toContain('is poisoned');
    job.heal();
    expect(await retryPoison(job.table, CYCLE)).toBe(1);
    await job.run();
    expect(job.worked.filter((s) => s === 'b')).toEqual(['b']);
    expect(await listPoison(job.table, CYCLE)).toEqual([]);
  });

  it('alone in its batch is noted too', async () => {
    const job = jobOver([['a'], ['b']], { a: 99 });
    await job.run();
    expect(job.worked).toEqual(['b']);
    expect(await listPoison(job.table, CYCLE)).toMatchObject([{ subject: 'a' }]);
  });

  it('with all its batch is a fault of everybody: thrown for the workflow, and nothing is skipped when it heals', async () => {
    const job = jobOver([['a', 'b'], ['c']], { a: 6, b: 6 });
    for (let tries = 0; tries < 3; tries += 1) await expect(job.run()).rejects.toThrow('is poisoned');
    expect(job.worked).toEqual([]);
    expect(await job.run()).toEqual({ more: false });
    expect(job.worked.sort()).toEqual(['a', 'b', 'c']);
    expect(await listPoison(job.table, CYCLE)).toEqual([]);
  });

  it('with all its batch, again and again, does not stop the cycle for ever', async () => {
    const job = jobOver([['z'], ['a', 'b'], ['c']], { a: 999, b: 999 });
    let faults = 0;
    for (;;) {
      const ended = await job.run().catch(() => undefined);
      if (ended) break;
      faults += 1;
    }
    expect(faults).toBe(12);
    expect(job.worked.sort()).toEqual(['c', 'z']);
    expect((await listPoison(job.table, CYCLE)).map(({ subject }) => subject).sort()).toEqual(['a', 'b']);
  });
});

it('many hands try everything, and tell what failed', async () => {
  const seen: number[] = [];
  const failed = await inParallel([1, 2, 3, 4, 5], 2, async (n) => {
    seen.push(n);
    if (n % 2 === 0) throw new Error(String(n));
  });
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(failed.map(({ item }) => item).sort()).toEqual([2, 4]);
});

describe('what is read ahead', () => {
  it('comes in its order whatever is ready first, with so many under way and no more', async () => {
    let [underWay, most] = [0, 0];
    const read = async (n: number) => {
      underWay += 1;
      most = Math.max(most, underWay);
      // The first of each three is the slowest.
      for (let turns = 0; turns < 9 - (n % 3) * 4; turns++) await new Promise(setImmediate);
      underWay -= 1;
      return n;
    };
    const items = Array.from({ length: 20 }, (_, n) => n);
    expect(await Array.fromAsync(readAhead(items, 3, read))).toEqual(items);
    expect(most).toBeGreaterThanOrEqual(3);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('fails as it comes to what cannot be read', async () => {
    const seen: number[] = [];
    const reading = readAhead([1, 2, 3], 2, async (n) => {
      if (n === 2) throw new RangeError('gone');
      return n;
    });
    const all = async () => {
      for await (const n of reading) seen.push(n);
    };
    await expect(all()).rejects.toThrow('gone');
    expect(seen).toEqual([1]);
  });
});
