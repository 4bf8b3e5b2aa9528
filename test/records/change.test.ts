import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { clock, committee } from '#domain/actor.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import type { Item, Table } from '#ports';
import { boardOf } from '#records/boards.ts';
import { change, stateAfter } from '#records/change.ts';
import { changeRequest } from '#records/changes.ts';
import { INTENT_SHARDS, unsettled } from '#records/intents.ts';
import { load, readJournal, requests, verify } from '#records/journal.ts';
import { draught, readText } from '#records/texts.ts';
import type { World } from '#records/world.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, membersOf, rosterCsv } from '#test/support/office.ts';
import { openedWith } from '#test/support/requests.ts';
import { aWorld, type TestWorld } from '#test/support/world.ts';
import { finishIntents } from '#watch/finish.ts';

const ID = 'c1.cell1';
const by = committee('cell1');
const wish = (id: string) => ({ id, by });
const visited: RequestEvent = { type: 'visited' };
const pressed: RequestEvent = { type: 'pressed' };

async function opened(): Promise<TestWorld> {
  const world = aWorld();
  await changeRequest(world, ID, wish('open'), () => openedWith(2));
  return world;
}
const noted = async ({ table }: { readonly table: Table }) =>
  (await Promise.all(Array.from({ length: INTENT_SHARDS }, (_, n) => unsettled(table, n)))).flat();
const types = async ({ table }: World) => (await readJournal(table, requests, ID)).map(({ event }) => event.type);

describe('a wish', () => {
  it('sent again is answered as the first time, and follows again', async () => {
    const world = await opened();
    const first = await changeRequest(world, ID, wish('press'), () => pressed);
    const again = await changeRequest(world, ID, wish('press'), () => {
      throw new Error('a known wish asks no rule');
    });
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect(again.entry).toEqual(first.entry);
    expect(await types(world)).toEqual(['opened', 'pressed']);
  });

  it('sent again with another content is refused', async () => {
    const world = await opened();
    await changeRequest(world, ID, { ...wish('press'), digest: 'one' }, () => pressed);
    const other = changeRequest(world, ID, { ...wish('press'), digest: 'two' }, () => pressed);
    await expect(other).rejects.toMatchObject({ name: 'Conflict' });
    await changeRequest(world, ID, { ...wish('press'), digest: 'one' }, () => pressed);
    expect(await types(world)).toEqual(['opened', 'pressed']);
  });

  it('of twenty clicks at once is one version (A13)', async () => {
    const office = await anOffice(rosterCsv([{ id: 'c1', members: membersOf('c1', 3) }]));
    const id = `${await office.begin()}.c1`;
    const states = await Promise.all(Array.from({ length: 20 }, () => office.submit(id, 'the form', [0, 1, 2])));
    expect(states.every(({ parts }) => parts.length === 1)).toBe(true);
    const { entries } = await load(office.table, requests, id);
    expect(entries.filter(({ event }) => event.type === 'submitted')).toHaveLength(1);
    expect(await office.mails('receipt')).toHaveLength(1);
    expect(office.table.all().filter(({ pk }) => pk === `A#${id}`)).toHaveLength(1);
    expect(await noted(office)).toEqual([]);
  });

  it('twice with two contents at once: one stands, the other is refused, and no text of it is pointed to (A14)', async () => {
    const office = await anOffice(rosterCsv([{ id: 'c1', members: membersOf('c1', 2) }]));
    const id = `${await office.begin()}.c1`;
    const both = await Promise.allSettled([
      office.submit(id, 'the form', [0]),
      office.submit(id, 'the form', [0], { kind: 'notHere', which: 'notKnown' }),
    ]);
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject([{ name: 'Conflict' }]);
    expect((await office.state(id)).parts).toHaveLength(1);
  });

  it('that a rule refuses leaves nothing behind', async () => {
    const world = await opened();
    const before = world.table.all();
    const refused = changeRequest(world, ID, { ...wish('no'), texts: [draught('no', 0, { a: 1 })] }, () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(world.table.all()).toEqual(before);
  });

  it('that has nothing to do is no fact, and may become one later', async () => {
    const world = await opened();
    expect(await changeRequest(world, ID, wish('press'), () => undefined)).toMatchObject({
      repeated: false,
      entry: undefined,
    });
    await changeRequest(world, ID, wish('press'), () => pressed);
    expect(await types(world)).toEqual(['opened', 'pressed']);
  });

  it('keeps its texts before the fact that points to them', async () => {
    const world = await opened();
    const text = draught('say', 0, { said: 'Còn một đảng viên nữa.' });
    let there: unknown;
    const watching: Table = {
      ...world.table,
      put: async (item: Item, when) => {
        if (item.pk.startsWith('J#')) there = await readText(world.table, ID, text.ref);
        return world.table.put(item, when);
      },
    };
    const event: RequestEvent = { type: 'reportedUnlisted', text: text.ref };
    await changeRequest({ ...world, table: watching }, ID, { ...wish('say'), texts: [text] }, () => event);
    expect(there).toEqual({ said: 'Còn một đảng viên nữa.' });
  });
});

describe('many hands at once', () => {
  it('all succeed one after the other, or are told that it is contended; what they were told is true', async () => {
    for (const hands of [2, 8, 12, 40]) {
      const world = await opened();
      const wishes = Array.from({ length: hands }, (_, n) => `hand ${n}`);
      const outcomes = await Promise.allSettled(wishes.map((id) => changeRequest(world, ID, wish(id), () => pressed)));
      const { state } = await load(world.table, requests, ID);
      for (const [n, outcome] of outcomes.entries()) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'Contended' });
        expect(state.commandIds.has(`hand ${n}`)).toBe(outcome.status === 'fulfilled');
      }
      if (hands <= 12) expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
      expect(await verify(world.table, requests, ID)).toBeUndefined();
      expect(await boardOf(world.table, 'c1', 'ward1')).toMatchObject([{ seq: state.seq }]);
      expect(await noted(world)).toEqual([]);
    }
  });

  it('each asks its rule on the journal as it stands then', async () => {
    const world = await opened();
    const once = (n: number) =>
      changeRequest(world, ID, wish(`visit ${n}`), ({ firstVisitAt }) => (firstVisitAt ? undefined : visited));
    await Promise.all([1, 2, 3, 4, 5].map(once));
    expect(await types(world)).toEqual(['opened', 'visited']);
  });
});

describe('what follows from a fact', () => {
  const breaking = (how: (item: Item) => boolean) => {
    const store = memoryTable();
    const { table, mend } = faulty(store, how);
    return { world: { ...aWorld(), table }, store, mend };
  };
  const fault = (error: unknown) => expect(error).toBeUndefined();

  it('and was cut off is noted, and finished by whoever looks', async () => {
    const { world, store, mend } = breaking(({ pk }) => pk.startsWith('BOARD#'));
    await expect(changeRequest(world, ID, wish('open'), () => openedWith(2))).rejects.toThrow();
    expect(await noted({ table: store })).toMatchObject([{ kind: 'request', id: ID, commandId: 'open' }]);
    mend();
    expect(await finishIntents(world, { everything: true, fault })).toBe(1);
    expect(await boardOf(store, 'c1', 'ward1')).toMatchObject([{ seq: 1 }]);
    expect(await noted({ table: store })).toEqual([]);
  });

  it('is judged on the state as it was then, although more has happened since', async () => {
    const { world, store, mend } = breaking(
      ({ pk, body }) => pk.startsWith('MAIL#') && JSON.stringify(body).includes('"kind":"request","recipient"'),
    );
    await expect(changeRequest(world, ID, wish('open'), () => openedWith(2))).rejects.toThrow();
    const contact = { channel: 'mailbox', mailbox: 'moi@phuong.example', language: 'vi' } as const;
    await changeRequest(world, ID, wish('moved'), () => ({ type: 'contactChanged', contact, linkVersion: 2 }));
    mend();
    await finishIntents(world, { everything: true, fault });
    const mails = store.all().filter(({ pk }) => pk.startsWith('MAIL#'));
    expect(mails.map(({ body }) => JSON.stringify(body).match(/"mailbox":"([^"]+)/)?.[1]).sort()).toEqual([
      'khoi1@phuong.example',
      'moi@phuong.example',
    ]);
  });

  it('of a job’s wish leaves no note: the job comes by again', async () => {
    const { world, store, mend } = breaking(({ pk }) => pk.startsWith('BOARD#'));
    const job = { id: 'ask@x', by: clock, finishedBy: 'job' } as const;
    await expect(changeRequest(world, ID, job, () => openedWith(2))).rejects.toThrow();
    expect(await noted({ table: store })).toEqual([]);
    mend();
    await changeRequest(world, ID, job, () => openedWith(2));
    expect(await boardOf(store, 'c1', 'ward1')).toMatchObject([{ seq: 1 }]);
  });

  it('of another job’s last fact is made up for by a job that finds nothing to do', async () => {
    const { world, store, mend } = breaking(({ pk }) => pk.startsWith('BOARD#'));
    const job = { by: clock, finishedBy: 'job' } as const;
    await expect(changeRequest(world, ID, { ...job, id: 'yesterday' }, () => openedWith(2))).rejects.toThrow();
    mend();
    await changeRequest(world, ID, { ...wish('nothing') }, () => undefined);
    expect(await boardOf(store, 'c1', 'ward1')).toEqual([]);
    await changeRequest(world, ID, { ...job, id: 'today' }, () => undefined);
    expect(await boardOf(store, 'c1', 'ward1')).toMatchObject([{ seq: 1 }]);
  });

  it('never lets a row go back to an older number', async () => {
    const world = await opened();
    await changeRequest(world, ID, wish('press'), () => pressed);
    await changeRequest(world, ID, wish('open'), () => undefined);
    expect(await boardOf(world.table, 'c1', 'ward1')).toMatchObject([{ seq: 2 }]);
  });
});

it('a state is folded up to a number, and not beyond', async () => {
  const world = await opened();
  await changeRequest(world, ID, wish('visit'), () => visited);
  await changeRequest(world, ID, wish('press'), () => pressed);
  const entries = await readJournal(world.table, requests, ID);
  expect(stateAfter(requests, ID, entries, 2)).toMatchObject({ seq: 2, presses: [] });
  expect(stateAfter(requests, ID, entries, 3).presses).toHaveLength(1);
});

it('nobody waits for ever: a journal that changes under every look is contended', async () => {
  const world = await opened();
  let n = 0;
  const nothing = async () => {};
  const busy = change(world, requests, nothing, ID, wish('mine'), async () => {
    n += 1;
    await changeRequest(world, ID, wish(`other ${n}`), () => pressed);
    return pressed;
  });
  await expect(busy).rejects.toMatchObject({ name: 'Contended' });
  expect(await noted(world)).toEqual([]);
});
