import { describe, expect, it } from 'vitest';
import { retryPoison } from '#records/cycles.ts';
import { grantTime } from '#steps/confirm/confirm.ts';
import { cancel, extendCycle } from '#steps/launch/control.ts';
import { noteVisit } from '#steps/respond/tell.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, by, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';
import { recordReturn } from '#watch/returned.ts';

const CYCLE = '2026-11-open01';
const id = (cell: string) => `${CYCLE}.${cell}`;
const hand = (commandId: string) => ({ by: 'An', commandId });
const later = { ...ORDER.dates, dueOn: '2026-12-07', confirmBy: '2026-12-09' };

async function asked(...cells: readonly string[]): Promise<Office> {
  const office = await anOffice(rosterCsv(cells.map((cell) => ({ id: cell, members: membersOf(cell, 2) }))));
  await office.begin();
  await office.at('2026-11-03T02:00:00.000Z');
  return office;
}

const dueOf = async (office: Office, cell: string) => (await office.state(id(cell))).dueAt;

describe('more time for a whole cycle', () => {
  it('reaches everybody with an earlier date, and tells who still owes', async () => {
    const office = await asked('c1', 'c2', 'c3');
    await office.submit(id('c2'), 'c2 all', [0, 1]);
    await grantTime(office.world)(id('c3'), by('w1', 'grant'), '2026-12-08');
    await extendCycle(office.control)(CYCLE, hand('extend'), later);
    expect(office.woken).toEqual([CYCLE, CYCLE]);
    await office.doAll(CYCLE);
    expect(await dueOf(office, 'c1')).toBe('2026-12-07T16:59:59.999Z');
    expect(await dueOf(office, 'c2')).toBe('2026-12-07T16:59:59.999Z');
    expect(await dueOf(office, 'c3')).toBe('2026-12-08T16:59:59.999Z');
    expect((await office.mails('extended')).map((m) => [m.recipient.mailbox, m.occurrence.slice(0, 10)])).toEqual([
      ['c1@coquan.example', '2026-12-07'],
      ['c3@coquan.example', '2026-12-08'],
    ]);
  });

  it('whose mail could not be written is told after a retry, although its date shows the extension already', async () => {
    const office = await asked('c1', 'c2', 'c3');
    await extendCycle(office.control)(CYCLE, hand('extend'), later);
    const isIt = (body: unknown) => JSON.stringify(body).includes('"extended"') && JSON.stringify(body).includes('c1@');
    const { table } = faulty(office.table, ({ pk, body }) => pk.startsWith('MAIL#') && isIt(body));
    await office.through(table).doAll(CYCLE);
    await noteVisit(office.world)(id('c1'), by('c1').by);
    expect(await dueOf(office, 'c1')).toBe('2026-12-07T16:59:59.999Z');
    expect(await retryPoison(office.table, CYCLE)).toBe(1);
    await office.doAll(CYCLE);
    expect((await office.mails('extended')).map(({ recipient }) => recipient.mailbox)).toEqual(
      ['c1', 'c2', 'c3'].map((cell) => `${cell}@coquan.example`),
    );
  });

  it('twice is one letter for each date', async () => {
    const office = await asked('c1');
    await extendCycle(office.control)(CYCLE, hand('extend'), later);
    await office.doAll(CYCLE);
    await office.at('2026-11-04T02:00:00.000Z');
    await extendCycle(office.control)(CYCLE, hand('extend 2'), { ...later, dueOn: '2026-12-08' });
    await office.doAll(CYCLE);
    expect(await dueOf(office, 'c1')).toBe('2026-12-08T16:59:59.999Z');
    expect(await office.mails('extended')).toHaveLength(2);
  });

  it('before the requests leave is simply their date', async () => {
    const office = await anOffice(rosterCsv([{ id: 'c1', members: membersOf('c1', 1) }]));
    const { cycleId } = await office.open();
    await extendCycle(office.control)(cycleId, hand('extend'), later);
    await office.begin();
    expect(await dueOf(office, 'c1')).toBe('2026-12-07T16:59:59.999Z');
    expect(await office.mails('extended')).toEqual([]);
  });
});

describe('a cancel', () => {
  it('ends each request and gives each mailbox one notice', async () => {
    const office = await asked('c1', 'c2');
    await cancel(office.control)(CYCLE, hand('cancel'), 'thôi');
    await office.doAll(CYCLE);
    expect((await office.rows(CYCLE)).map(({ cancelled }) => cancelled)).toEqual([true, true]);
    expect(await office.mails('cancelled')).toHaveLength(2);
    expect(await office.plan(CYCLE)).toMatchObject({ what: 'over' });
  });

  it('whose notice could not be written is told after a retry, although something happened in between', async () => {
    const office = await asked('c1', 'c2', 'c3');
    const [asking] = await office.mails('request');
    await cancel(office.control)(CYCLE, hand('cancel'), 'thôi');
    const isIt = (body: unknown) =>
      JSON.stringify(body).includes('"cancelled"') && JSON.stringify(body).includes('c1@');
    const { table } = faulty(office.table, ({ pk, body }) => pk.startsWith('MAIL#') && isIt(body));
    await office.through(table).doAll(CYCLE);
    await recordReturn(office.world, asking?.id ?? '', false, '452');
    expect((await office.rows(CYCLE)).every(({ cancelled }) => cancelled)).toBe(true);
    await retryPoison(office.table, CYCLE);
    await office.doAll(CYCLE);
    expect(await office.mails('cancelled')).toHaveLength(3);
  });

  it('before anybody was asked leaves nothing to do', async () => {
    const office = await anOffice(rosterCsv([{ id: 'c1', members: membersOf('c1', 1) }]));
    const { cycleId } = await office.open();
    await cancel(office.control)(cycleId, hand('cancel'), 'thôi');
    expect(await office.plan(cycleId)).toMatchObject({ what: 'over', shards: [] });
    await office.at('2026-12-28T02:00:00.000Z');
    expect(await office.doAll(cycleId)).toEqual([]);
    expect(await office.mails('request')).toEqual([]);
  });
});
