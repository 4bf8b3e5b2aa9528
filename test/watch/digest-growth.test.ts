import { expect, onTestFinished, test } from 'vitest';
import { committee } from '#domain/actor.ts';
import type { Clock, Files, Table } from '#ports';
import { noteLook } from '#records/access.ts';
import { readJournal, requests } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { replacePartyContact } from '#steps/people/contact.ts';
import { machineInMemory } from '#test/support/ground.ts';
import { CYCLE, live, request, STORY } from '#test/support/small-cycle.ts';
import { digestHeads } from '#watch/digest.ts';

/** Files in which each digest takes the place of the one before, so that a night may come after every deed. */
function nights(files: Files) {
  let last = Buffer.alloc(0);
  const kept: Files = {
    ...files,
    list: async (prefix) =>
      prefix === 'audit/' ? ['audit/0000-00-00.json'].slice(0, last.length) : files.list(prefix),
    read: async (name) => (name === 'audit/0000-00-00.json' ? once(last) : files.read(name)),
    write: async (_, content) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content instanceof Uint8Array ? once(content) : content) chunks.push(chunk);
      last = Buffer.concat(chunks);
    },
  };
  return {
    files: kept,
    heads: (): readonly (readonly [string, string, number, string])[] => JSON.parse(last.toString()).heads,
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Notes which journals are read. */
const watched = (table: Table, read: string[]): Table => ({
  ...table,
  query: (pk, range) => {
    if (pk.startsWith('J#')) read.push(pk);
    return table.query(pk, range);
  },
});

async function machineWithNights() {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  const { world } = machine.exchange;
  const { files } = machine.ground;
  const run = nights(files);
  const read: string[] = [];
  return {
    machine,
    night: async (clock: Clock = world.clock) => {
      read.length = 0;
      await digestHeads({ world: { ...world, clock, table: watched(world.table, read) }, files: run.files });
      return { heads: run.heads(), read: [...read] };
    },
    wholeLook: async () => {
      const anew = nights(files);
      await digestHeads({ world, files: anew.files });
      return anew.heads();
    },
  };
}

test('a night that follows another finds the heads that one finds which reads everything', async () => {
  const { machine, night, wholeLook } = await machineWithNights();
  const { world } = machine.exchange;
  for (const [n, deed] of STORY.entries()) {
    await live(machine, [deed]);
    if (n > 3 && n % 2 === 0) await noteLook(world, request('c1'), committee('e1', `Officer ${n}`), 'evaluation', 0);
    expect((await night()).heads, deed.title).toEqual(await wholeLook());
  }
});

test('a night reads the requests that have grown and those somebody looked at, and no others', async () => {
  const { machine, night } = await machineWithNights();
  const { world } = machine.exchange;
  await live(machine, STORY.slice(0, STORY.findIndex(({ title }) => title === 'the ward confirms') + 1));
  await night();
  const ofRequests = (read: readonly string[]) => read.filter((pk) => /^J#(request|access)#/.test(pk));
  expect(ofRequests((await night()).read)).toEqual([]);
  await live(machine, STORY.slice(6, 7));
  await noteLook(world, request('c2'), committee('e1', 'Officer'), 'evaluation', 0);
  expect(ofRequests((await night()).read)).toEqual([`J#request#${request('c1')}`, `J#access#${request('c2')}`]);
});

test('a ward whose language alone was changed has a journal that stands in the digest', async () => {
  const { machine, night } = await machineWithNights();
  const { world } = machine.exchange;
  await live(machine, STORY.slice(0, 6));
  await night();
  const wish = { commandId: 'in French', by: { body: 'office', name: 'An' } };
  await replacePartyContact(world)(CYCLE, 'w1', wish, { mailbox: 'ho-sen@phuong.example', language: 'fr' });
  expect((await night()).heads.map(([kind, id]) => `${kind} ${id}`)).toContain(`party ${CYCLE}.w1`);
});

test('a cycle that ended more than a month ago is looked at one night in thirty, and then all of it', async () => {
  const { machine, night } = await machineWithNights();
  await live(machine, STORY);
  const end = Date.parse(machine.ground.clock.now());
  const of = async (day: number) => {
    const at = new Date(end + day * 86_400_000).toISOString();
    return (await night({ now: () => at })).heads;
  };
  const whole = await of(1);
  expect(whole.length).toBeGreaterThan(5);
  const later = [];
  for (let day = 40; day < 70; day++) later.push(await of(day));
  expect(later.filter(({ length }) => length > 0)).toEqual([whole]);
});

test('a row that was set back by hand hides a fact for a month at most', async () => {
  const { machine, night } = await machineWithNights();
  const { table } = machine.ground;
  await live(machine, STORY.slice(0, 6));
  await night();
  const before = (await readJournal(table, requests, request('c1'))).length;
  const row = await table.get(keys.boardRow(CYCLE, 'w1', request('c1')));
  if (!row) throw new Error('no row');
  await live(machine, STORY.slice(6, 7));
  const now = (await readJournal(table, requests, request('c1'))).length;
  expect(now).toBeGreaterThan(before);
  await table.put(row);
  const seen = new Set<number | undefined>();
  for (let day = 0; day < 30; day++) {
    const at = new Date(Date.parse('2026-11-04T18:00:00.000Z') + day * 86_400_000).toISOString();
    const head = (await night({ now: () => at })).heads.find(
      ([kind, id]) => kind === 'request' && id === request('c1'),
    );
    seen.add(head?.[2]);
  }
  expect([...seen]).toEqual([before, now]);
});
