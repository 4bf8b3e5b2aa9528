import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { costSection } from '../../bench/costs.ts';
import { dollars, history, invocations, tableUnits, transitions } from '../../bench/counted/figures.ts';
import { Meter, writeUnits } from '../../bench/counted/meter.ts';
import type { Figure } from '../../bench/figure.ts';
import { mailRate } from '../../bench/mail-rate.ts';
import { readPrices } from '../../bench/prices.ts';
import { startDynamo } from '../support/dynamo.ts';

const asked = { runs: 1, progress: () => {} };
const reached = ({ ok, value, detail }: Figure) => expect(ok, `${value} ${JSON.stringify(detail)}`).toBe(true);

describe('what a cycle takes, counted', () => {
  it.each([
    ['1: state transitions per committee', transitions],
    ['2: history events of the longest cycle', history],
    ['3: invocations per committee', invocations],
    ['4: units of the table per member, and no scan', tableUnits],
    ['5: dollars per 1,000 evaluations', dollars],
  ])(
    'figure %s is reached',
    async (_, take) => {
      reached(await take(asked));
    },
    120_000,
  );

  it('figure 6: mail keeps up with the pace, also when its sender is killed', async () => {
    reached(await mailRate(asked, { mails: 2_000, killed: 12_000, throughClient: 2 }));
  }, 120_000);

  it('is what the README says that a cycle costs', async () => {
    expect(readFileSync('README.md', 'utf8')).toContain(await costSection());
  }, 120_000);
});

describe('the meter', () => {
  const metered = async () => {
    const dynamo = await startDynamo();
    const credentials = async () => ({ accessKeyId: 'none', secretAccessKey: 'none' });
    const meter = new Meter({ endpoint: dynamo.endpoint, region: 'local', credentials });
    onTestFinished(() => dynamo.stop());
    const call = meter.callsOf('somebody');
    const itemOf = (letters: number, letter = 'd') => ({
      pk: { S: 'J#request#1' },
      sk: { S: '1' },
      version: { N: '12' },
      body: { S: letter.repeat(letters) },
    });
    const sums = () => meter.by((who, kind) => `${who} ${kind}`).get('somebody J#request');
    return { call, TableName: dynamo.name, itemOf, sums };
  };

  it.each([1, 400, 900, 980, 981, 982, 983, 984, 985, 986, 2_200])(
    'and the engine agree on an item of %i letters',
    async (letters) => {
      const { call, TableName, itemOf, sums } = await metered();
      await call('PutItem', { TableName, Item: itemOf(letters) });
      expect(sums()).toEqual({ calls: 1, write: writeUnits(itemOf(letters)), read: 0 });
    },
  );

  it('takes a Vietnamese letter for the bytes it has, which the engine does not', async () => {
    const { call, TableName, itemOf, sums } = await metered();
    const Item = itemOf(900, 'ộ');
    await call('PutItem', { TableName, Item });
    expect(sums()).toEqual({ calls: 1, write: 3, read: 0 });
    const Key = { pk: Item.pk, sk: Item.sk };
    await call('GetItem', { TableName, Key, ConsistentRead: true });
    expect(sums()).toEqual({ calls: 2, write: 3, read: 1 });
  });

  it('counts a write that was refused by what stands there, and a read of nothing as one', async () => {
    const { call, TableName, itemOf, sums } = await metered();
    await call('PutItem', { TableName, Item: itemOf(2_200) });
    const refused = { TableName, Item: itemOf(1), ConditionExpression: 'attribute_not_exists(pk)' };
    await expect(call('PutItem', refused)).rejects.toThrow();
    expect(sums()).toEqual({ calls: 2, write: 6, read: 0 });
    const Key = { pk: { S: 'J#request#1' }, sk: { S: 'none' } };
    await call('GetItem', { TableName, Key, ConsistentRead: true });
    expect(sums()).toEqual({ calls: 3, write: 6, read: 1 });
  });
});

describe('the price list', () => {
  it('is dated and says where each price was read', () => {
    const { readOn, sources } = readPrices();
    expect(readOn).toBe('2026-11');
    for (const service of ['stepFunctions', 'lambda', 'dynamoDb', 'ses', 'scheduler'])
      expect(sources).toHaveProperty(service);
  });

  it.each([
    ['a price that is missing', { lambda: { perMillionInvocations: 0.2 } }],
    ['a price of nothing', { stepFunctions: { perMillionTransitions: 0 } }],
    ['a price nobody asked for', { lunch: 12 }],
  ])('refuses %s', (_, change) => {
    expect(() => readPrices({ ...readPrices(), ...change })).toThrow();
  });
});
