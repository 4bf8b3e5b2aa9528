import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import type { Table } from '#ports';
import { startDynamo } from './dynamo.ts';
import { emptyFolder } from './folder.ts';

/** Either store, new for one test: a journey is lived on both. On AWS: test/conformance. */
export const stores: { readonly [name: string]: () => Promise<Table> } = {
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
