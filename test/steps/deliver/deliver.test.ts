import { describe, expect, it } from 'vitest';
import { deliveryBoardOf } from '#records/boards.ts';
import { retryPoison } from '#records/cycles.ts';
import { acknowledgeDelivery, noteOpened } from '#steps/deliver/receive.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, by, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';

const CYCLE = '2026-11-open01';
const id = (committee: string) => `${CYCLE}.${committee}`;
const cell = (name: string, count = 2, workplace = 'e1'): CellSeed => ({
  id: name,
  members: membersOf(name, count, workplace),
});

async function asked(...cells: readonly CellSeed[]): Promise<Office> {
  const office = await anOffice(rosterCsv(cells));
  await office.begin();
  return office;
}

async function morning(office: Office, day: string) {
  await office.at(`${day}T02:00:00.000Z`);
  return office.doAll(CYCLE);
}

const reminders = async (office: Office) =>
  (await deliveryBoardOf(office.table, CYCLE)).map(({ workplaceId, reminders: n }) => `${workplaceId} ${n}`);

describe('delivering', () => {
  it('is one link a workplace, for all its members wherever they live', async () => {
    const office = await asked(cell('c1'), cell('c2', 3), cell('c3', 1, 'e2'));
    const done = await morning(office, '2026-12-11');
    expect(done.map((job) => job.split('@')[0])).toEqual(['assemble', 'deliver', 'chase']);
    expect(await deliveryBoardOf(office.table, CYCLE)).toMatchObject([
      { workplaceId: 'e1', members: 5, requests: 2, version: 1, waits: true },
      { workplaceId: 'e2', members: 1, requests: 1, version: 1, waits: true },
    ]);
    expect((await office.mails('evaluations')).map(({ recipient }) => recipient.mailbox)).toEqual([
      'e1@coquan.example',
      'e2@coquan.example',
    ]);
  });

  it('works through many workplaces batch by batch and delivers to each once', async () => {
    const many = Array.from({ length: 450 }, (_, n) => ({ id: `m${n}`, workplace: `x${n}` }));
    const office = await anOffice(
      rosterCsv(
        [{ id: 'c1', members: many }],
        many.map(
          ({ workplace }) =>
            `committee,${workplace},Cơ quan ${workplace},workplace,t1,mailbox,${workplace}@x.example,vi,,,,`,
        ),
      ),
    );
    await office.begin();
    await morning(office, '2026-12-11');
    expect(await deliveryBoardOf(office.table, CYCLE)).toHaveLength(450);
    expect(await office.mails('evaluations')).toHaveLength(450);
  });
});

describe('workplaces that do not acknowledge', () => {
  it('are reminded every third working day, twice, and then the cycle is over', async () => {
    const office = await asked(cell('c1'), cell('c3', 1, 'e2'));
    await morning(office, '2026-12-11');
    await acknowledgeDelivery(office.world)(id('e2'), by('e2'));
    const seen: string[] = [];
    for (const day of ['14', '15', '16', '17', '18', '21', '22', '23', '24'].map((d) => `2026-12-${d}`)) {
      await morning(office, day);
      seen.push((await reminders(office)).join(', '));
    }
    expect([...new Set(seen)]).toEqual(['e1 0, e2 0', 'e1 1, e2 0', 'e1 2, e2 0']);
    expect(seen.indexOf('e1 1, e2 0')).toBe(2);
    expect(seen.indexOf('e1 2, e2 0')).toBe(5);
    expect(await office.mails('evaluationsReminder')).toHaveLength(2);
    expect(await office.plan(CYCLE)).toMatchObject({ what: 'over' });
    expect((await office.cycle(CYCLE)).finishedAt).toBeDefined();
  });

  it('get the letter that a fault swallowed, although they opened the page in between', async () => {
    const office = await asked(cell('c1'), cell('c3', 1, 'e2'));
    await morning(office, '2026-12-11');
    await office.at('2026-12-16T02:00:00.000Z');
    const isIt = (body: unknown) => /evaluationsReminder.*e1@/.test(JSON.stringify(body));
    const { table } = faulty(office.table, ({ pk, body }) => pk.startsWith('MAIL#') && isIt(body));
    await office.through(table).doAll(CYCLE);
    await noteOpened(office.world)(id('e1'), by('e1', 'opens'), 'list');
    await retryPoison(office.table, CYCLE);
    await office.doAll(CYCLE);
    expect((await office.mails('evaluationsReminder')).map(({ recipient }) => recipient.mailbox)).toEqual([
      'e1@coquan.example',
      'e2@coquan.example',
    ]);
    expect(await reminders(office)).toEqual(['e1 1', 'e2 1']);
  });

  it('are not reminded on a morning that a correction was told after', async () => {
    const office = await asked(cell('c1'), cell('c3', 1, 'e2'));
    await morning(office, '2026-12-11');
    await morning(office, '2026-12-16');
    await office.at('2026-12-17T03:00:00.000Z');
    await office.submit(id('c1'), 'late', [0]);
    await office.doAll(CYCLE);
    await office.doAll(CYCLE);
    expect(await reminders(office)).toEqual(['e1 1', 'e2 1']);
    expect(await office.mails('corrected')).toHaveLength(1);
  });
});
