import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Item, Key, Reading, Table, When } from '#ports';
import { type AwsSettings, isAwsError, type JsonCalls, jsonCalls } from './aws-calls.ts';
import { allSettled, bodyText, checkKey, itemOf, type Span, spanOf } from './table-rules.ts';

/** What one BatchWriteItem takes. */
const BATCH = 25;
const LANES = 4;
/** Pauses of 50 ms doubled up to 3.2 s, each drawn from its upper half: some 9 s in all before a throttled batch is a fault. */
const TRIES = 8;
const pauseBefore = (attempt: number): number => 50 * 2 ** Math.min(attempt, 6) * (0.5 + Math.random() / 2);

/** The condition of a write did not hold. */
const REFUSED = 'ConditionalCheckFailedException';

/** All that is kept is texts and numbers. */
type Attributes = Record<string, { readonly S?: string; readonly N?: string }>;

interface WriteRequest {
  readonly PutRequest: { readonly Item: Attributes };
}

export const dynamoCalls = (settings: AwsSettings): JsonCalls =>
  jsonCalls({ name: 'dynamodb', target: 'DynamoDB_20120810', json: '1.0' }, settings);

const attributesOf = (item: Item): Attributes => ({
  pk: { S: item.pk },
  sk: { S: item.sk },
  version: { N: String(item.version) },
  body: { S: bodyText(item) },
  ...(item.expiresAt === undefined ? {} : { ttl: { N: String(item.expiresAt) } }),
});

const parsed = ({ pk, sk, version, body, ttl }: Attributes): Item => {
  if (!pk?.S || !sk?.S || !version?.N || !body?.S) throw new TypeError('a row that is no item');
  const expiresAt = ttl?.N === undefined ? undefined : Number(ttl.N);
  return itemOf(pk.S, sk.S, { version: Number(version.N), text: body.S, expiresAt });
};

/** A condition is met by one writer: its write carries a mark of its own, for two may write the very same. */
const marked = (item: Item, when: When | undefined): Attributes =>
  when === undefined
    ? attributesOf(item)
    : { ...attributesOf(item), mark: { S: randomBytes(8).toString('base64url') } };

const isOurs = (asked: Attributes, found: Attributes | undefined): boolean =>
  asked.mark !== undefined && found?.mark?.S === asked.mark.S;

// `version` and `ttl` are words of DynamoDB's own, so they go by a name of ours.
const conditionOf = (when: When | undefined) => {
  if (when === undefined) return {};
  if (when === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  const [text, version] =
    'versionIs' in when
      ? ['#version = :version', when.versionIs]
      : ['attribute_not_exists(pk) OR #version < :version', when.olderThan];
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': { N: String(version) } },
  };
};

/** One table, and who speaks to it. */
interface At {
  readonly call: JsonCalls;
  readonly name: string;
}

const keyOf = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

const readRow = async ({ call, name }: At, key: Key, how: Reading = {}): Promise<Attributes | undefined> => {
  const input = { TableName: name, Key: keyOf(key), ConsistentRead: how.eventual !== true };
  return (await call<{ Item?: Attributes }>('GetItem', input)).Item;
};

const spanInput = (pk: string, { from, to }: Span) => ({
  KeyConditionExpression: `pk = :pk AND sk ${to === undefined ? '>= :from' : 'BETWEEN :from AND :to'}`,
  ExpressionAttributeValues: {
    ':pk': { S: pk },
    ':from': { S: from },
    ...(to === undefined ? {} : { ':to': { S: to } }),
  },
});

const rowsOf = async (
  { call, name }: At,
  pk: string,
  span: Span,
  { eventual }: Reading,
): Promise<readonly Attributes[]> => {
  const rows: Attributes[] = [];
  let next: Attributes | undefined;
  // An answer ends at 1 MB, whatever the limit.
  do {
    const answer = await call<{ Items?: Attributes[]; LastEvaluatedKey?: Attributes }>('Query', {
      TableName: name,
      ConsistentRead: eventual !== true,
      ...spanInput(pk, span),
      Limit: span.limit - rows.length,
      ...(next && { ExclusiveStartKey: next }),
    });
    rows.push(...(answer.Items ?? []));
    next = answer.LastEvaluatedKey;
  } while (next !== undefined && rows.length < span.limit);
  // BETWEEN takes in its upper end, the span does not; that row can only be the last.
  if (span.to !== undefined && rows.at(-1)?.sk?.S === span.to) rows.pop();
  return rows;
};

const put = async (at: At, item: Item, when?: When): Promise<boolean> => {
  const Item = marked(item, when);
  try {
    await at.call('PutItem', { TableName: at.name, Item, ...conditionOf(when) });
    return true;
  } catch (error) {
    if (!isAwsError(error, REFUSED)) throw error;
    // A call whose answer was lost is repeated; then the refusal may come of our own first attempt, and what
    // stands there tells. Where somebody has built on it since, ours is said to be refused, and its writer looks again.
    return error.attempt > 1 && isOurs(Item, await readRow(at, item));
  }
};

const writeBatch = async ({ call, name }: At, requests: readonly WriteRequest[]): Promise<void> => {
  let left = requests;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === TRIES) throw new Error(`DynamoDB left ${left.length} items unwritten`);
    if (attempt > 0) await pause(pauseBefore(attempt));
    const input = { RequestItems: { [name]: left } };
    const answer = await call<{ UnprocessedItems?: Record<string, WriteRequest[]> }>('BatchWriteItem', input);
    left = answer.UnprocessedItems?.[name] ?? [];
  }
};

const putMany = async (at: At, items: readonly Item[]): Promise<void> => {
  // One batch may not name a key twice.
  const unique = new Map(items.map((item) => [JSON.stringify([item.pk, item.sk]), item]));
  const requests = [...unique.values()].map((item) => ({ PutRequest: { Item: attributesOf(item) } }));
  const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, i) =>
    requests.slice(i * BATCH, (i + 1) * BATCH),
  ).values();
  const lane = async () => {
    for (const part of batches) await writeBatch(at, part);
  };
  await allSettled(Array.from({ length: LANES }, lane));
};

const remove = async ({ call, name }: At, key: Key, when?: When): Promise<boolean> => {
  const over = conditionOf(when);
  const condition = over.ConditionExpression
    ? { ...over, ConditionExpression: `attribute_not_exists(pk) OR ${over.ConditionExpression}` }
    : {};
  try {
    await call('DeleteItem', { TableName: name, Key: keyOf(key), ...condition });
    return true;
  } catch (error) {
    if (isAwsError(error, REFUSED)) return false;
    throw error;
  }
};

export const dynamoTable = (call: JsonCalls, name: string): Table => {
  const at: At = { call, name };
  return {
    async get(key, how) {
      checkKey(key);
      const found = await readRow(at, key, how);
      return found && parsed(found);
    },
    async query(pk, range = {}) {
      const span = spanOf(range);
      if (span === undefined) return { items: [] };
      const items = (await rowsOf(at, pk, span, range)).map(parsed);
      const last = items.at(-1);
      return last !== undefined && items.length === span.limit ? { items, cursor: last.sk } : { items };
    },
    put: (item, when) => put(at, item, when),
    putMany: (items) => putMany(at, items),
    async remove(key, when) {
      checkKey(key);
      return remove(at, key, when);
    },
  };
};

/** Of this table and no restored copy of it, which has another. */
export const dynamoIdentity = async (call: JsonCalls, name: string): Promise<string> => {
  const { Table } = await call<{ Table?: { TableId?: string } }>('DescribeTable', { TableName: name });
  if (!Table?.TableId) throw new Error('DynamoDB names no id for the table');
  return Table.TableId;
};
