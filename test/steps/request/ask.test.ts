import { describe, expect, it } from 'vitest';
import { listPoison, retryPoison } from '#records/cycles.ts';
import { desks, load } from '#records/journal.ts';
import { readSlice } from '#records/slices.ts';
import { cancel, closeEarly, launch } from '#steps/launch/control.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, type CellSeed, membersOf, rosterCsv } from '#test/support/office.ts';

const CYCLE = '2026-11-open01';
const id = (committee: string) => `${CYCLE}.${committee}`;
const cell = (name: string, more: Partial<CellSeed> = {}): CellSeed => ({
  id: name,
  members: membersOf(name, 2),
  ...more,
});
const hand = (commandId: string) => ({ by: 'An', commandId });

const dueToAsk = async (...cells: readonly CellSeed[]) => {
  const office = await anOffice(rosterCsv(cells));
  await office.open();
  await launch(office.control)(CYCLE, hand('launch'));
  return office.at('2026-11-02T02:00:00.000Z');
};

describe('asking', () => {
  it('is one mail a mailbox; without one through the ward, and without a ward on paper', async () => {
    const office = await dueToAsk(
      cell('c1', { mailbox: 'khoi@x.example' }),
      cell('c2', { mailbox: 'khoi@x.example' }),
      cell('c3', { mailbox: '' }),
      cell('c4', { mailbox: '', ward: '' }),
      cell('c5', { channel: 'paper', mailbox: '' }),
    );
    await office.doAll(CYCLE);
    const mails = await office.mails('request');
    expect(mails.map(({ recipient, subjects }) => [recipient.mailbox, subjects.map((s) => s.id).sort()])).toEqual([
      ['khoi@x.example', [id('c1'), id('c2')]],
    ]);
    const channels = Object.fromEntries((await office.rows(CYCLE)).map((row) => [row.committeeId, row.channel]));
    expect(channels).toEqual({ c1: 'mailbox', c2: 'mailbox', c3: 'ward', c4: 'paper', c5: 'paper' });
    expect((await office.mails('packs')).map(({ recipient }) => recipient.mailbox)).toEqual(['w1@coquan.example']);
    expect((await readSlice(office.table, id('c3'))).map((m) => m.id)).toEqual(['c3m0', 'c3m1']);
  });

  it('a ward that is asked through for many cells gets one letter, which waits for the last of them', async () => {
    const many = Array.from({ length: 450 }, (_, n) => cell(`c${n}`, { channel: 'ward', mailbox: '' }));
    const office = await dueToAsk(...many);
    const [input] = (await office.plan(CYCLE)).shards;
    if (!input) throw new Error('nothing is due');
    await office.hurried(input);
    expect(await office.mails('packs')).toMatchObject([{ job: input.job, status: 'pending' }]);
    await office.doAll(CYCLE);
    expect(await office.mails('packs')).toHaveLength(1);
    const { told } = (await load(office.table, desks, id('w1'))).state;
    expect(new Set(told.flatMap(({ requests }) => requests)).size).toBe(450);
  });

  it('in small pieces goes on where it was', async () => {
    const office = await dueToAsk(...Array.from({ length: 450 }, (_, n) => cell(`c${n}`)));
    const [input] = (await office.plan(CYCLE)).shards;
    if (!input) throw new Error('nothing is due');
    const more = [];
    for (let call = 0; call < 4; call += 1) more.push((await office.hurried(input)).more);
    expect(more).toEqual([true, true, true, false]);
    expect(await office.rows(CYCLE)).toHaveLength(450);
  });

  it('a committee that fails is noted, the others are asked, and a retry asks it (F24)', async () => {
    const office = await dueToAsk(cell('c1'), cell('c2'), cell('c3'));
    const { table, mend } = faulty(office.table, ({ pk }) => pk === `SLICE#${id('c2')}`);
    await office.through(table).doAll(CYCLE);
    expect((await office.rows(CYCLE)).map(({ committeeId }) => committeeId).sort()).toEqual(['c1', 'c3']);
    expect(await listPoison(office.table, CYCLE)).toMatchObject([{ subject: 'c2', error: 'TypeError' }]);
    mend();
    await retryPoison(office.table, CYCLE);
    expect(await office.doAll(CYCLE)).toEqual(['ask@2026-11-02T01:00:00.000Z']);
    expect(await office.rows(CYCLE)).toHaveLength(3);
    expect(await office.mails('request')).toHaveLength(3);
    expect(await office.doAll(CYCLE)).toEqual([]);
  });

  it('two tasks at the same shard ask each committee once', async () => {
    const office = await dueToAsk(cell('c1'), cell('c2'), cell('c3'));
    const [input] = (await office.plan(CYCLE)).shards;
    if (!input) throw new Error('nothing is due');
    await Promise.all([office.run(input), office.run(input), office.run(input)]);
    for (const committee of ['c1', 'c2', 'c3']) expect((await office.state(id(committee))).seq).toBe(1);
    expect(await office.mails('request')).toHaveLength(3);
  });

  it('in a cycle that was cancelled while it held asks nobody', async () => {
    const office = await anOffice(rosterCsv([cell('c1')]));
    await office.open();
    await launch(office.control)(CYCLE, hand('launch'));
    await cancel(office.control)(CYCLE, hand('cancel'), 'thôi');
    await office.at('2026-11-02T02:00:00.000Z');
    expect((await office.doAll(CYCLE)).map((job) => job.split('@')[0])).toEqual(['cancel']);
    expect(await office.rows(CYCLE)).toEqual([]);
  });

  it('that is not done when the cycle is closed early is done first: everybody is in the totals (I5)', async () => {
    const office = await dueToAsk(...Array.from({ length: 250 }, (_, n) => cell(`c${n}`)));
    const [input] = (await office.plan(CYCLE)).shards;
    if (!input) throw new Error('nothing is due');
    await office.hurried(input);
    await closeEarly(office.control)(CYCLE, hand('close'));
    expect((await office.doAll(CYCLE)).map((job) => job.split('@')[0])).toEqual(['ask', 'assemble', 'deliver']);
    expect((await office.rows(CYCLE)).filter(({ assembled }) => assembled === 1)).toHaveLength(250);
  });
});
