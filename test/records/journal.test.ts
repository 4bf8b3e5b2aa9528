import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { committee } from '#domain/actor.ts';
import { append, type Command, load, readJournal, requests, verify } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { openedWith, submittedAbout } from '#test/support/requests.ts';

const ID = 'k26.c1';
const AT = '2026-11-02T02:00:00.000Z';
const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  by: committee('c1', 'An'),
  at: AT,
  ...more,
});
const visited = { type: 'visited' } as const;

type Table = ReturnType<typeof memoryTable>;

async function written(count: number, id = ID): Promise<Table> {
  const table = memoryTable();
  for (let n = 0; n < count; n += 1) await grow(table, n, id);
  return table;
}
const eventAt = (n: number) => (n === 0 ? openedWith(3) : n % 2 === 0 ? submittedAbout({ 0: 'comment' }) : visited);
const grow = async (table: Table, n: number, id = ID) =>
  append(table, requests, id, await load(table, requests, id), command(`command ${n}`), eventAt(n));

/** The table as an attacker with a hand in it leaves it; read by a table that remembers nothing. */
async function tampered(table: Table, how: (table: Table) => Promise<unknown>): Promise<Table> {
  const copy = memoryTable();
  await copy.putMany(table.all());
  await how(copy);
  return copy;
}
const entryAt = async (table: Table, seq: number, id = ID) => {
  const item = await table.get(keys.entry('request', id, seq));
  if (!item) throw new Error(`no entry ${seq}`);
  return item;
};
const swap = (from: string, to: string) => (table: Table, seq: number) =>
  entryAt(table, seq).then((item) =>
    table.put({ ...item, body: JSON.parse(JSON.stringify(item.body).replace(from, to)) }),
  );

describe('a journal', () => {
  it('is a chain that verifies, whatever its length', async () => {
    for (const length of [0, 1, 2, 9]) expect(await verify(await written(length), requests, ID)).toBeUndefined();
  });

  it('of more entries than one page is read to its end, and from a number on', async () => {
    const table = await written(1_205);
    expect((await readJournal(table, requests, ID)).at(-1)?.seq).toBe(1_205);
    expect((await readJournal(table, requests, ID, { since: 1_200 })).map(({ seq }) => seq)).toEqual([
      1_201, 1_202, 1_203, 1_204, 1_205,
    ]);
    expect((await load(table, requests, ID)).state.seq).toBe(1_205);
    expect(await verify(table, requests, ID)).toBeUndefined();
  });

  it('grows by one however many append at once: one stands, the others are told (append race)', async () => {
    const table = await written(1);
    const loaded = await load(table, requests, ID);
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, n) => append(table, requests, ID, loaded, command(`hand ${n}`), visited)),
    );
    expect(won.filter((entry) => entry !== undefined)).toHaveLength(1);
    expect((await load(table, requests, ID)).state.seq).toBe(2);
    expect(await verify(table, requests, ID)).toBeUndefined();
  });

  it('that somebody else grew is seen at the next look, entry by entry', async () => {
    const table = await written(1);
    await load(table, requests, ID);
    await table.putMany((await tampered(table, (other) => grow(other, 1))).all());
    const { state, entries } = await load(table, requests, ID);
    expect([state.seq, entries.length, state.firstVisitAt]).toEqual([2, 2, AT]);
  });

  it('keeps who, when, which wish and its digest', async () => {
    const table = memoryTable();
    await append(table, requests, ID, await load(table, requests, ID), command('open', { digest: 'd' }), openedWith(1));
    expect(await readJournal(table, requests, ID)).toMatchObject([
      { seq: 1, at: AT, by: { body: 'committee:c1', name: 'An' }, commandId: 'open', digest: 'd' },
    ]);
    const without = await tampered(table, (copy) => swap('"digest":"d"', '"digest":"e"')(copy, 1));
    expect(await verify(without, requests, ID)).toEqual({ seq: 1, flaw: 'changed' });
  });
});

describe('verify names the first break (A26)', () => {
  const five = () => written(5);

  it.each<[string, (table: Table) => Promise<unknown>, { seq: number; flaw: string } | undefined]>([
    ['an event edited', (t) => swap('"comment"', '"moved"')(t, 3), { seq: 3, flaw: 'changed' }],
    ['a hand exchanged', (t) => swap('"An"', '"Bo"')(t, 2), { seq: 2, flaw: 'changed' }],
    ['a time moved', (t) => swap('T02:00', 'T03:00')(t, 4), { seq: 4, flaw: 'changed' }],
    ['a command renamed', (t) => swap('command 0', 'command x')(t, 1), { seq: 1, flaw: 'changed' }],
    ['a number changed', (t) => swap('"seq":3', '"seq":7')(t, 3), { seq: 3, flaw: 'gap' }],
    ['the first deleted', (t) => t.remove(keys.entry('request', ID, 1)), { seq: 1, flaw: 'gap' }],
    ['one in the middle deleted', (t) => t.remove(keys.entry('request', ID, 3)), { seq: 3, flaw: 'gap' }],
    [
      'two exchanged',
      async (t) => {
        const [two, three] = [await entryAt(t, 2), await entryAt(t, 3)];
        await t.put({ ...two, body: three.body });
        await t.put({ ...three, body: two.body });
      },
      { seq: 2, flaw: 'gap' },
    ],
    [
      'one written anew with a hash of its own',
      async (t) => {
        const forged = await written(5);
        const forgery = memoryTable();
        await forgery.putMany(forged.all().filter(({ sk }) => sk === '00000001'));
        await append(forgery, requests, ID, await load(forgery, requests, ID), command('forged'), visited);
        await t.put(await entryAt(forgery, 2));
      },
      { seq: 3, flaw: 'unchained' },
    ],
    [
      'the last deleted, which only what looked at the end before can tell',
      (t) => t.remove(keys.entry('request', ID, 5)),
      undefined,
    ],
  ])('%s', async (_, how, flaw) => {
    expect(await verify(await tampered(await five(), how), requests, ID)).toEqual(flaw);
  });

  it('a chain moved to another request', async () => {
    const table = await written(3);
    for (const item of table.all()) await table.put({ ...item, pk: keys.journal('request', 'k26.c2') });
    expect(await verify(table, requests, 'k26.c2')).toEqual({ seq: 1, flaw: 'unchained' });
    expect(await verify(table, requests, ID)).toBeUndefined();
  });

  it('any one character of any one entry', async () => {
    const table = await written(4);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        fc.constantFrom('0', '9', 'a', 'Z'),
        async (seq, at, letter) => {
          const text = JSON.stringify((await entryAt(table, seq)).body);
          const place = at % text.length;
          if (!/[a-zA-Z0-9]/.test(text[place] ?? '') || text[place] === letter) return;
          let body: ReturnType<typeof JSON.parse>;
          try {
            body = JSON.parse(text.slice(0, place) + letter + text.slice(place + 1));
          } catch {
            return;
          }
          const broken = await tampered(table, async (copy) => copy.put({ ...(await entryAt(copy, seq)), body }));
          expect(await verify(broken, requests, ID)).toMatchObject({
            seq: expect.toSatisfy((n: number) => n >= seq - 1),
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
