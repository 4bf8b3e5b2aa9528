import { beforeAll, describe, expect, it } from 'vitest';
import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { type Machine, machineOn } from '#infra/local/machine.ts';
import type { Files, Table } from '#ports';
import { memoryGround, testSettings } from '#test/support/ground.ts';
import { copyOf, Killed, leftovers, type MemoryTable, mortal, seen } from '#test/support/mortal.ts';
import { type Deed, live, STORY } from '#test/support/small-cycle.ts';

interface Store {
  readonly table: MemoryTable;
  readonly files: Files;
}

const machineOver = async (table: Table, files: Files): Promise<Machine> =>
  machineOn({ ...(await memoryGround(table)), files }, testSettings);

async function lifeOf(store: Store, deed: Deed): Promise<void> {
  const machine = await machineOver(store.table, store.files);
  await live(machine, [deed]);
  await machine.close();
}

/** One life of one deed that ends at the n-th write, if it comes so far; how many writes there were. */
async function killedLife(store: Store, deed: Deed, dieAt: number): Promise<number> {
  const body = mortal(store.table, dieAt);
  let machine: Machine | undefined;
  const living = async () => {
    machine = await machineOver(body.table, store.files);
    await live(machine, [deed]);
  };
  await Promise.race([living(), body.dead]).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  await machine?.close();
  return body.writes();
}

/** The store before each deed of the story, and what it shows after. */
const chapters: { readonly deed: Deed; readonly before: Store; readonly after: Awaited<ReturnType<typeof seen>> }[] =
  [];

beforeAll(async () => {
  const store: Store = { table: memoryTable(), files: memoryFiles() };
  for (const deed of STORY) {
    const before = await copyOf(store);
    await lifeOf(store, deed);
    expect(leftovers(store.table), deed.title).toEqual([]);
    chapters.push({ deed, before, after: await seen(store.table) });
  }
});

describe('a process that dies between any two writes leaves nothing lost, doubled or half done', () => {
  it.each(STORY.map(({ title }, n) => [title, n] as const))(
    'while %s',
    async (_, n) => {
      const chapter = chapters[n];
      if (!chapter) throw new Error('the story was not told so far');
      const { deed, before, after } = chapter;
      let writes = Number.POSITIVE_INFINITY;
      for (let dieAt = 0; dieAt < writes; dieAt += 1) {
        const store = await copyOf(before);
        const made = await killedLife(store, deed, dieAt);
        if (made <= dieAt) writes = made;
        await lifeOf(store, deed);
        expect(leftovers(store.table), `killed at write ${dieAt}`).toEqual([]);
        expect(await seen(store.table), `killed at write ${dieAt}`).toEqual(after);
      }
      expect(writes).toBeGreaterThan(0);
    },
    120_000,
  );
});
