import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import type { Table } from '#ports';
import { startDynamo } from '#test/support/dynamo.ts';
import { countedIds } from '#test/support/edge.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { memoryGround } from '#test/support/ground.ts';
import { liveThroughPages } from '#test/support/pages-journey.ts';
import { live } from '#test/support/small-cycle.ts';
import { byPages } from '#test/support/story-by-pages.ts';
import { townOn } from '#test/support/town-on.ts';
import { expectItsEnd, told } from '#test/support/whole-cycle.ts';

/** The same journeys through the real pages, without script, on either store; on AWS: test/conformance. */
const stores: { readonly [name: string]: () => Promise<Table> } = {
  SQLite: async () => {
    const store = openSqliteTable(join(await emptyFolder(), 'exchange.db'));
    onTestFinished(() => store.close());
    return store.table;
  },
  DynamoDB: async () => {
    const dynamo = await startDynamo();
    onTestFinished(() => dynamo.stop());
    return dynamoTable(dynamo.calls, dynamo.name);
  },
};

async function town(name: string) {
  const table = await stores[name]?.();
  if (!table) throw new Error('no such store');
  return townOn({ ...(await memoryGround(table)), ids: countedIds() });
}

describe('from a mailed link to a delivered evaluation, through the pages and without script', () => {
  it.each(Object.keys(stores))('on %s', async (name) => liveThroughPages(await town(name)), 60_000);
});

describe('a whole cycle, deed by deed: each committee by its mail, the office by the console', () => {
  it.each(Object.keys(stores))(
    'on %s',
    async (name) => {
      const place = await town(name);
      await live(place.host, byPages(place));
      await expectItsEnd(place.host, await told(place.host, await place.letters()));
    },
    60_000,
  );
});
