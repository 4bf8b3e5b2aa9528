import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { memoryFiles } from '#adapters/memory-files.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import { silentLog } from '#edge/log.ts';
import { site } from '#edge/site.ts';
import { fileMaker } from '#infra/local/file-maker.ts';
import { type Machine, machineOn } from '#infra/local/machine.ts';
import { rosterUploads } from '#infra/local/settings.ts';
import type { Table } from '#ports';
import { startDynamo } from '#test/support/dynamo.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { memoryGround, testSettings } from '#test/support/ground.ts';
import { liveThroughPages } from '#test/support/pages-journey.ts';

/** The same journey through the real pages, without script, on either store. */
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

function pagesOf({ ground, exchange }: Machine) {
  return site({
    ...ground,
    ...fileMaker({ world: exchange.world, files: ground.files, sessionClock: ground.clock, log: silentLog }),
    sessionClock: ground.clock,
    world: exchange.world,
    log: silentLog,
    baseUrl: testSettings.baseUrl,
    address: () => '127.0.0.1',
    wake: exchange.control.wake,
    nudge: () => {},
    mailLeaves: false,
    rosterUploads,
  });
}

describe('from a mailed link to a delivered evaluation, through the pages and without script', () => {
  it.each(Object.keys(stores))(
    'on %s',
    async (name) => {
      const table = await stores[name]?.();
      if (!table) throw new Error('no such store');
      const machine = await machineOn({ ...(await memoryGround(table)), files: memoryFiles() }, testSettings);
      onTestFinished(() => machine.close());
      const place = { host: machine, pages: pagesOf(machine), base: testSettings.baseUrl };
      await liveThroughPages({ ...place, letters: () => spooled(table) });
    },
    60_000,
  );
});
