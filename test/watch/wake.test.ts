import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { expectGeneration, readClockwork, takeGeneration } from '#records/cycles.ts';
import { executions } from '#test/support/executions.ts';
import { aWorld } from '#test/support/world.ts';
import { wake } from '#watch/wake.ts';

const CYCLE = 'k26';

function woken() {
  const world = aWorld();
  const ran = executions();
  return { world, ...ran, wake: () => wake({ world, workflow: ran.workflow }, CYCLE) };
}

describe('waking a cycle', () => {
  it('starts the first execution, then the next and stops the one before', async () => {
    const { wake: again, running, world } = woken();
    expect(await again()).toBe('woken');
    expect(running()).toEqual(['k26-1']);
    expect(await again()).toBe('woken');
    expect(running()).toEqual(['k26-2']);
    expect(await readClockwork(world.table, CYCLE)).toEqual({ generation: 2, execution: 'k26-2', definition: 'first' });
  });

  it('by many at once leaves one running: the one that the table names', async () => {
    for (let race = 0; race < 50; race += 1) {
      const { wake: again, running, world } = woken();
      const outcomes = await Promise.all(Array.from({ length: 2 + (race % 4) }, again));
      const clockwork = await readClockwork(world.table, CYCLE);
      expect(running()).toEqual([clockwork?.execution]);
      expect(outcomes.filter((outcome) => outcome === 'woken')).toHaveLength(1);
    }
  });

  it('goes on to the next name where one was used by a past that the table has forgotten', async () => {
    const { wake: again, states, running, world } = woken();
    for (const name of ['k26-1', 'k26-2', 'k26-3']) states.set(name, 'ended');
    expect(await again()).toBe('woken');
    expect(running()).toEqual(['k26-4']);
    expect(await readClockwork(world.table, CYCLE)).toEqual({ generation: 4, execution: 'k26-4', definition: 'first' });
  });

  it('a task of an older generation stops at its next step, one of the present goes on', async () => {
    const table = memoryTable();
    await takeGeneration(table, CYCLE, { generation: 1, execution: 'k26-1', definition: 'first' });
    await takeGeneration(table, CYCLE, { generation: 2, execution: 'k26-2', definition: 'first' });
    await expect(expectGeneration(table, CYCLE, 1)).rejects.toMatchObject({ name: 'OldGeneration' });
    await expect(expectGeneration(table, CYCLE, 2)).resolves.toBeUndefined();
  });

  it('nobody takes a generation twice', async () => {
    const table = memoryTable();
    const take = () => takeGeneration(table, CYCLE, { generation: 1, execution: 'k26-1', definition: 'first' });
    expect((await Promise.all([take(), take(), take()])).filter(Boolean)).toHaveLength(1);
    expect(await takeGeneration(table, CYCLE, { generation: 3, execution: 'k26-3', definition: 'first' })).toBe(false);
  });
});
