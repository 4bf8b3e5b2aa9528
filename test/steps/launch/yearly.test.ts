import { describe, expect, it } from 'vitest';
import { listCycles } from '#records/cycles.ts';
import { listYearly } from '#records/yearly-orders.ts';
import { endYearly, openYearly, repeatYearly } from '#steps/launch/yearly.ts';
import { anOffice, membersOf, type Office, rosterCsv } from '#test/support/office.ts';

const GOOD = rosterCsv([{ id: 'c1', members: membersOf('c1', 2) }]);
const BAD = rosterCsv([
  { id: 'c1', members: membersOf('c1', 2) },
  { id: 'c2', ward: '', channel: 'ward', mailbox: '', members: membersOf('c2', 1) },
]);
const DAY = '2027-10-26T02:00:00.000Z';

const yearly = (office: Office) => openYearly({ world: office.world, files: office.files, control: office.control });
const cycles = async (office: Office) => (await listCycles(office.world.table)).length;
const last = async (office: Office) => (await listYearly(office.world.table))[0]?.standing.last;

async function repeating(choice = {}) {
  const office = await anOffice(GOOD);
  const cycleId = await office.begin({ categories: ['A'] });
  await repeatYearly(office.world)(cycleId, 'An', { daysAhead: 7, launches: false, ...choice });
  return { office, cycleId };
}

describe('a cycle that opens itself every year', () => {
  it('opens once, whoever looks and however often, with the dates and the roster of that year', async () => {
    const { office } = await repeating();
    await office.at('2027-10-25T02:00:00.000Z');
    expect(await yearly(office)()).toBe(0);
    await office.at(DAY);
    await Promise.all([1, 2, 3].map(() => yearly(office)()));
    expect(await cycles(office)).toBe(2);
    const outcome = await last(office);
    expect(outcome).toMatchObject({ outcome: 'opened', year: 2027 });
    const opened = await office.cycle(outcome && 'cycleId' in outcome ? outcome.cycleId : '');
    expect(opened).toMatchObject({
      dates: { opensOn: '2027-11-02', closesOn: '2027-12-10' },
      plan: { title: 'Nhận xét đảng viên nơi cư trú năm 2027', period: 'năm 2027', categories: ['A'] },
    });
    expect(opened.launchedAt).toBeUndefined();
    await office.at('2027-11-05T02:00:00.000Z');
    expect(await yearly(office)()).toBe(0);
  });

  it('launches too where somebody wished it, with the hold of every launch', async () => {
    const { office } = await repeating({ launches: true });
    await office.at(DAY);
    expect(await yearly(office)()).toBe(1);
    const outcome = await last(office);
    expect(outcome).toMatchObject({ outcome: 'launched' });
    const { launchedAt, holdUntil } = await office.cycle(outcome && 'cycleId' in outcome ? outcome.cycleId : '');
    expect(launchedAt).toBe(DAY);
    expect(holdUntil).toBe('2027-10-26T03:00:00.000Z');
  });

  it('waits for a hand while the dry run finds something, and opens when it was mended', async () => {
    const { office } = await repeating();
    await office.import(BAD);
    await office.at(DAY);
    expect(await yearly(office)()).toBe(0);
    expect(await last(office)).toMatchObject({ outcome: 'notOpened', reason: 'Invalid' });
    expect(await cycles(office)).toBe(1);
    await office.import(GOOD);
    await office.at('2027-10-27T02:00:00.000Z');
    expect(await yearly(office)()).toBe(1);
  });

  it('opens no more once somebody ended it', async () => {
    const { office, cycleId } = await repeating();
    await endYearly(office.world)(cycleId, 'Bình');
    await office.at(DAY);
    expect(await yearly(office)()).toBe(0);
    expect((await listYearly(office.world.table))[0]?.standing.ended?.by).toBe('Bình');
  });

  it('of a pattern that was never launched does not launch itself', async () => {
    const office = await anOffice(GOOD);
    const { cycleId } = await office.open();
    const choice = { daysAhead: 7, launches: true };
    await expect(repeatYearly(office.world)(cycleId, 'An', choice)).rejects.toMatchObject({
      problems: [{ place: 'launches', reason: 'neverLaunched' }],
    });
  });
});
