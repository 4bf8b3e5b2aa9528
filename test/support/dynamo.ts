import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { dynamoCalls } from '#adapters/dynamodb-table.ts';
import { listening } from './loopback.ts';

/** DynamoDB in pure JavaScript on a free loopback port, with one empty table of the shape that the service has. */
export const startDynamo = async (TableName = 'exchange') => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  const endpoint = `http://127.0.0.1:${await listening(server)}`;
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const client = new DynamoDBClient({ endpoint, region: 'local', credentials });
  /** As the exchange calls it, there or at something that stands between. */
  const callsTo = (at: string) => dynamoCalls({ endpoint: at, region: 'local', credentials: async () => credentials });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { TableName });
  return {
    /** AWS's own, to make a table and to look into it from outside. */
    client,
    calls: callsTo(endpoint),
    callsTo,
    endpoint,
    name: TableName,
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
