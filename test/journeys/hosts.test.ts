import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { folderFiles } from '#adapters/folder-files.ts';
import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import { machineOn } from '#infra/local/machine.ts';
import type { Files, Table } from '#ports';
import { cancel } from '#steps/launch/control.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { memoryGround, testSettings } from '#test/support/ground.ts';
import { CYCLE, live, STORY } from '#test/support/small-cycle.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';

interface Place {
  readonly table: Table;
  readonly files: Files;
}

/** Where the exchange can stand. The journey below is the same on each, to the letter. */
const places: { readonly [name: string]: () => Promise<Place> } = {
  memory: async () => ({ table: memoryTable(), files: memoryFiles() }),
  'SQLite and a folder': async () => {
    const folder = await emptyFolder();
    const store = openSqliteTable(join(folder, 'exchange.db'));
    onTestFinished(() => store.close());
    return { table: store.table, files: await folderFiles(join(folder, 'files')) };
  },
  DynamoDB: async () => {
    const dynamo = await startDynamo();
    onTestFinished(() => dynamo.stop());
    return { table: dynamoTable(dynamo.calls, dynamo.name), files: memoryFiles() };
  },
};

describe('a whole cycle, the same on every host', () => {
  const results: Awaited<ReturnType<typeof told>>[] = [];

  it.each(Object.keys(places))(
    'on %s',
    async (name) => {
      const place = await places[name]?.();
      if (!place) throw new Error('no such place');
      const machine = await machineOn({ ...(await memoryGround(place.table)), files: place.files }, testSettings);
      onTestFinished(() => machine.close());
      await live(machine, STORY);
      const result = await told(machine, await spooled(place.table));
      await expectItsEnd(machine, result);
      results.push(result);
      expect(result).toEqual(results[0]);
    },
    60_000,
  );
});

it('after a cancel only the one notice leaves, whatever the clock says', async () => {
  const machine = await machineOn(await memoryGround(), testSettings);
  onTestFinished(() => machine.close());
  await live(machine, STORY.slice(0, 5));
  const before = new Set((await spooled(machine.ground.table)).map(({ id }) => id));
  await cancel(machine.exchange.control)(CYCLE, { by: 'An', commandId: 'cancel' }, 'Hoãn đợt.');
  await machine.settle();
  for (const day of ['2026-11-27', '2026-12-01', '2026-12-11', '2026-12-30']) {
    await machine.moveClock(`${day}T02:00:00.000Z`);
    await machine.settle();
  }
  const after = (await spooled(machine.ground.table)).filter(({ id }) => !before.has(id));
  expect(after.map(({ kind, to }) => [kind, to]).sort()).toEqual([
    ['cancelled', 'khoi3@phuong.example'],
    ['cancelled', 'khoi@phuong.example'],
  ]);
});
