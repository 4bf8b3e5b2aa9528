import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoIdentity, dynamoTable } from '#adapters/dynamodb-table.ts';
import { between } from '#test/support/between.ts';
import { startDynamo } from '#test/support/dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.stop());

/** The table behind a network that `way` may spoil for one action. */
const tableBehind = async (action: string, way: Parameters<typeof between>[2]) => {
  const { endpoint, calls } = await between(dynamo.endpoint, action, way);
  return { table: dynamoTable(dynamo.callsTo(endpoint), dynamo.name), calls };
};

const refusal = (code: string) => JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: 'no' });

describe('DynamoDB', () => {
  test('holds an item as one body, with its expiry where the table looks for it', async () => {
    const table = dynamoTable(dynamo.calls, dynamo.name);
    await table.put({ pk: 'p', sk: 'shape', version: 3, body: { text: 'hoà' }, expiresAt: 1_893_456_000 });
    const { Item } = await dynamo.client.send(
      new GetItemCommand({ TableName: dynamo.name, Key: { pk: { S: 'p' }, sk: { S: 'shape' } } }),
    );
    const held = { version: { N: '3' }, body: { S: '{"text":"hoà"}' }, ttl: { N: '1893456000' } };
    expect(Item).toEqual({ pk: { S: 'p' }, sk: { S: 'shape' }, ...held });
  });

  test('says its own earlier attempt was the one that took the key, when the answer was lost', async () => {
    const { table, calls } = await tableBehind('PutItem', async ({ call, send }) => {
      await send();
      if (call === 1) throw new Error('hung up');
    });
    expect(await table.put({ pk: 'p', sk: 'lost', version: 1, body: 'mine' }, 'absent')).toBe(true);
    expect(calls()).toBe(2);
  });

  test('says another was first, when an attempt was lost on its way', async () => {
    await dynamoTable(dynamo.calls, dynamo.name).put({ pk: 'p', sk: 'taken', version: 1, body: 'theirs' });
    const { table, calls } = await tableBehind('PutItem', async ({ call, send }) => {
      if (call === 1) throw new Error('hung up');
      await send();
    });
    expect(await table.put({ pk: 'p', sk: 'taken', version: 1, body: 'mine' }, 'absent')).toBe(false);
    expect(calls()).toBe(2);
  });

  test('does not take the very same write of somebody else for its own', async () => {
    const same = { pk: 'p', sk: 'same', version: 1, body: 'the same' };
    const { table, calls } = await tableBehind('PutItem', async ({ call, send }) => {
      if (call > 1) return void (await send());
      // The first try never arrives, and meanwhile somebody else writes just that.
      await dynamoTable(dynamo.calls, dynamo.name).put(same, 'absent');
      throw new Error('hung up');
    });
    expect(await table.put(same, 'absent')).toBe(false);
    expect(calls()).toBe(2);
  });

  test('is asked again for what it left unwritten', async () => {
    const { table, calls } = await tableBehind('BatchWriteItem', async ({ call, input, send, say }) => {
      if (call > 1) return void (await send());
      const all = JSON.parse(input).RequestItems[dynamo.name];
      await send(JSON.stringify({ RequestItems: { [dynamo.name]: all.slice(0, 10) } }));
      say(200, JSON.stringify({ UnprocessedItems: { [dynamo.name]: all.slice(10) } }));
    });
    const items = Array.from({ length: 25 }, (_, n) => ({ pk: 'left', sk: `${100 + n}`, version: 1, body: n }));
    await table.putMany(items);
    expect(calls()).toBe(2);
    expect((await table.query('left', {})).items).toEqual(items);
  });

  test.each([
    ['is over its rate', 400, refusal('ProvisionedThroughputExceededException')],
    ['is slowed down', 400, refusal('ThrottlingException')],
    ['is broken', 500, refusal('InternalServerError')],
    ['is not the one that answers', 503, '<html>busy</html>'],
  ])('is asked again while it %s, and not without end', async (_, status, text) => {
    let broken = 2;
    const { table, calls } = await tableBehind('GetItem', async ({ call, send, say }) => {
      if (call <= broken) say(status, text);
      else await send();
    });
    expect(await table.get({ pk: 'p', sk: 'none' })).toBeUndefined();
    expect(calls()).toBe(3);
    broken = 99;
    await expect(table.get({ pk: 'p', sk: 'none' })).rejects.toThrow(expect.objectContaining({ status }));
    expect(calls()).toBe(8);
  });

  test('is asked once where it says no', async () => {
    const { table, calls } = await tableBehind('Query', ({ say }) => say(400, refusal('AccessDeniedException')));
    await expect(table.query('p')).rejects.toThrow(expect.objectContaining({ name: 'AccessDeniedException' }));
    expect(calls()).toBe(1);
  });

  test('leaves a torn putMany that writing all again mends', async () => {
    const { table } = await tableBehind('BatchWriteItem', async ({ call, send, say }) => {
      if (call === 3) return say(400, refusal('AccessDeniedException'));
      await send();
    });
    const items = Array.from({ length: 130 }, (_, n) => ({ pk: 'torn', sk: `${100 + n}`, version: 1, body: n }));
    await expect(table.putMany(items)).rejects.toThrow(expect.objectContaining({ name: 'AccessDeniedException' }));
    expect((await table.query('torn', {})).items.length).toBeLessThan(130);
    await table.putMany(items);
    expect((await table.query('torn', {})).items).toEqual(items);
  });

  test('names the table in a way that a restored copy would not', async () => {
    expect(await dynamoIdentity(dynamo.calls, dynamo.name)).toMatch(/\S{8,}/);
  });
});
