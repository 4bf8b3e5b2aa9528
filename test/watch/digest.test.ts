import { expect, onTestFinished, test } from 'vitest';
import type { Machine } from '#infra/local/machine.ts';
import { noteLook } from '#records/access.ts';
import { keys } from '#records/keys.ts';
import { machineInMemory } from '#test/support/ground.ts';
import { CYCLE, live, request, STORY } from '#test/support/small-cycle.ts';
import { digestHeads } from '#watch/digest.ts';
import { checkDigests } from '#watch/digest-check.ts';

const confirmed = STORY.slice(0, STORY.findIndex(({ title }) => title === 'the ward confirms') + 1);

async function digested() {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  await live(machine, confirmed);
  const deps = { world: machine.exchange.world, files: machine.ground.files };
  const heads = await digestHeads(deps);
  return { machine, deps, heads };
}

const entryOf = async (machine: Machine, seq: number) => {
  const item = await machine.ground.table.get(keys.entry('request', request('c1'), seq));
  if (!item) throw new Error(`no entry ${seq}`);
  return item;
};

test('each day has one digest of all heads, outside the table', async () => {
  const { machine, deps, heads } = await digested();
  // The cycle, three requests, and what the ward was told.
  expect(heads).toBeGreaterThanOrEqual(5);
  expect(await digestHeads(deps)).toBeUndefined();
  expect(await machine.ground.files.list('audit/')).toEqual(['audit/2026-11-03.json']);
  expect(await checkDigests(deps)).toMatchObject({ digests: 1, newest: 'audit/2026-11-03.json', flaws: [] });
});

test('a journal that has grown since is whole', async () => {
  const { machine, deps } = await digested();
  await live(machine, STORY.slice(confirmed.length, confirmed.length + 3));
  expect((await checkDigests(deps, CYCLE)).flaws).toEqual([]);
});

test('a cut tail shows, which no chain can tell', async () => {
  const { machine, deps } = await digested();
  const last = (await machine.ground.table.query(keys.journal('request', request('c1')))).items.at(-1);
  if (!last) throw new Error('an empty journal');
  await machine.ground.table.remove(last);
  expect((await checkDigests(deps)).flaws).toEqual([
    { kind: 'request', id: request('c1'), seq: last.version, flaw: 'cut' },
  ]);
  expect((await checkDigests(deps, 'another')).flaws).toEqual([]);
});

test('a cut tail shows after further nights too, which saw the shorter journal', async () => {
  const { machine, deps } = await digested();
  const last = (await machine.ground.table.query(keys.journal('request', request('c1')))).items.at(-1);
  if (!last) throw new Error('an empty journal');
  await machine.ground.table.remove(last);
  await machine.moveClock('2026-11-04T02:00:00.000Z');
  await digestHeads(deps);
  expect((await checkDigests(deps, CYCLE)).flaws).toEqual([
    { kind: 'request', id: request('c1'), seq: last.version, flaw: 'cut' },
  ]);
});

test('a chain made anew by somebody else shows', async () => {
  const { machine, deps } = await digested();
  const last = (await machine.ground.table.query(keys.journal('request', request('c1')))).items.at(-1);
  const item = await entryOf(machine, last?.version ?? 0);
  await machine.ground.table.put({ ...item, body: { ...Object(item.body), hash: 'another' } });
  expect((await checkDigests(deps)).flaws).toMatchObject([{ id: request('c1'), flaw: 'changed' }]);
});

test('a clock that was ahead for one night raises no alarm afterwards, and hides nothing from the nights that follow', async () => {
  const { machine, deps } = await digested();
  const ahead = { ...deps, world: { ...deps.world, clock: { now: () => '2027-11-04T02:00:00.000Z' } } };
  await digestHeads(ahead);
  await machine.moveClock('2026-11-04T02:00:00.000Z');
  await noteLook(deps.world, request('c2'), { body: 'office', name: 'An' }, 'list');
  await live(machine, STORY.slice(confirmed.length, confirmed.length + 1));
  await machine.moveClock('2026-11-05T02:00:00.000Z');
  await digestHeads(deps);
  expect((await checkDigests(deps)).flaws).toEqual([]);
  await machine.ground.table.remove(keys.entry('access', request('c2'), 1));
  expect((await checkDigests(deps)).flaws).toEqual([{ kind: 'access', id: request('c2'), seq: 1, flaw: 'cut' }]);
});

test('a digest that was changed or taken away shows in its successor', async () => {
  const { machine, deps } = await digested();
  const { files } = machine.ground;
  const first = 'audit/2026-11-03.json';
  const bytes: Uint8Array[] = [];
  for await (const chunk of (await files.read(first)) ?? []) bytes.push(chunk);
  const whole = Buffer.concat(bytes);
  await machine.moveClock('2026-11-04T02:00:00.000Z');
  await digestHeads(deps);
  expect((await checkDigests(deps)).flaws).toEqual([]);

  await files.write(first, Buffer.from(whole.toString().replace('"at":"2026-11-03', '"at":"2026-11-02')));
  expect((await checkDigests(deps)).flaws).toMatchObject([{ id: 'audit/2026-11-04.json', flaw: 'changed' }]);
  await files.write(first, whole);
  expect((await checkDigests(deps)).flaws).toEqual([]);
  await files.remove(first);
  expect((await checkDigests(deps)).flaws).toMatchObject([{ id: 'audit/2026-11-04.json', flaw: 'changed' }]);
  await files.write(first, Buffer.from('not JSON'));
  expect((await checkDigests(deps)).flaws.map(({ id }) => id)).toContain(first);
});
