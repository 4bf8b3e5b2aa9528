import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { dynamoIdentity, dynamoTable } from '#adapters/dynamodb-table.ts';
import { startDynamo } from '#test/support/dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.stop());

/** The network between, for one test: `way` sees each call of that command and may spoil it or its answer. */
const between = (command: string, way: (call: number, send: () => Promise<void>) => Promise<void>) => {
  let calls = 0;
  dynamo.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== command) return next(args);
      const answers: Awaited<ReturnType<typeof next>>[] = [];
      await way(++calls, async () => {
        answers.push(await next(args));
      });
      const [answer] = answers;
      if (answer === undefined) throw new Error('never sent');
      return answer;
    },
    { step: 'finalizeRequest', name: 'between', priority: 'low' },
  );
  onTestFinished(() => {
    dynamo.client.middlewareStack.remove('between');
  });
  return () => calls;
};

/** What the client takes as worth another try. */
const hungUp = () => Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });

describe('DynamoDB', () => {
  test('holds an item as one body, with its expiry where the table looks for it', async () => {
    const table = dynamoTable(dynamo.client, dynamo.name);
    await table.put({ pk: 'p', sk: 'shape', version: 3, body: { text: 'hoà' }, expiresAt: 1_893_456_000 });
    const { Item } = await dynamo.client.send(
      new GetItemCommand({ TableName: dynamo.name, Key: { pk: { S: 'p' }, sk: { S: 'shape' } } }),
    );
    const held = { version: { N: '3' }, body: { S: '{"text":"hoà"}' }, ttl: { N: '1893456000' } };
    expect(Item).toEqual({ pk: { S: 'p' }, sk: { S: 'shape' }, ...held });
  });

  test('says its own earlier attempt was the one that took the key, when the answer was lost', async () => {
    const table = dynamoTable(dynamo.client, dynamo.name);
    const calls = between('PutItemCommand', async (call, send) => {
      await send();
      if (call === 1) throw hungUp();
    });
    expect(await table.put({ pk: 'p', sk: 'lost', version: 1, body: 'mine' }, 'absent')).toBe(true);
    expect(calls()).toBe(2);
  });

  test('says another was first, when an attempt was lost on its way', async () => {
    const table = dynamoTable(dynamo.client, dynamo.name);
    await table.put({ pk: 'p', sk: 'taken', version: 1, body: 'theirs' });
    const calls = between('PutItemCommand', async (call, send) => {
      if (call === 1) throw hungUp();
      await send();
    });
    expect(await table.put({ pk: 'p', sk: 'taken', version: 1, body: 'mine' }, 'absent')).toBe(false);
    expect(calls()).toBe(2);
  });

  test('is asked again for what it left unwritten', async () => {
    const table = dynamoTable(dynamo.client, dynamo.name);
    let calls = 0;
    dynamo.client.middlewareStack.add(
      (next) => async (args) => {
        const all = 'RequestItems' in args.input ? args.input.RequestItems?.[dynamo.name] : undefined;
        if (!Array.isArray(all) || ++calls > 1) return next(args);
        const answer = await next({ ...args, input: { RequestItems: { [dynamo.name]: all.slice(0, 10) } } });
        return { ...answer, output: { ...answer.output, UnprocessedItems: { [dynamo.name]: all.slice(10) } } };
      },
      { step: 'initialize', name: 'leaving' },
    );
    onTestFinished(() => {
      dynamo.client.middlewareStack.remove('leaving');
    });
    const items = Array.from({ length: 25 }, (_, n) => ({ pk: 'left', sk: `${100 + n}`, version: 1, body: n }));
    await table.putMany(items);
    expect(calls).toBe(2);
    expect((await table.query('left', {})).items).toEqual(items);
  });

  test('leaves a torn putMany that writing all again mends', async () => {
    const table = dynamoTable(dynamo.client, dynamo.name);
    const items = Array.from({ length: 130 }, (_, n) => ({ pk: 'torn', sk: `${100 + n}`, version: 1, body: n }));
    between('BatchWriteItemCommand', async (call, send) => {
      if (call === 3) throw new Error('the line is dead');
      await send();
    });
    await expect(table.putMany(items)).rejects.toThrow('the line is dead');
    expect((await table.query('torn', {})).items.length).toBeLessThan(130);
    await table.putMany(items);
    expect((await table.query('torn', {})).items).toEqual(items);
  });

  test('names the table in a way that a restored copy would not', async () => {
    expect(await dynamoIdentity(dynamo.client, dynamo.name)).toMatch(/\S{8,}/);
  });
});
