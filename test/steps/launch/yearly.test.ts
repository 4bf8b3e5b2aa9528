import { describe, expect, it } from 'vitest';
import { listCycles } from '#records/cycles.ts';
import { keepPerson, type Person } from '#records/people.ts';
import { keepYearly, listYearly } from '#records/yearly-orders.ts';
import { cancel } from '#steps/launch/control.ts';
import { endYearly, openYearly, repeatYearly } from '#steps/launch/yearly.ts';
import { anOffice, membersOf, type Office, rosterCsv } from '#test/support/office.ts';

const GOOD = rosterCsv([{ id: 'c1', members: membersOf('c1', 2) }]);
/** Of that year. */
const NEW = rosterCsv([{ id: 'c1', members: membersOf('c1', 3) }]);
const BAD = rosterCsv([
  { id: 'c1', members: membersOf('c1', 2) },
  { id: 'c2', ward: '', channel: 'ward', mailbox: '', members: membersOf('c2', 1) },
]);
const DAY = '2027-10-26T02:00:00.000Z';

const AN = { id: 'an', name: 'An' };

const logged: string[] = [];
const yearly = (office: Office) =>
  openYearly({
    world: office.world,
    files: office.files,
    control: office.control,
    log: (event, facts) => logged.push([event, ...Object.values(facts)].join(' ')),
  });
const cycles = async (office: Office) => (await listCycles(office.world.table)).length;
const standing = async (office: Office) => (await listYearly(office.world.table))[0]?.standing;
const last = async (office: Office) => (await standing(office))?.last;

/** Somebody on the inside, as the table has them; the version that was there before. */
const isThere = (office: Office, version = 0, changes: Partial<Person> = {}) =>
  keepPerson(
    office.world.table,
    { ...AN, role: 'administrator', scope: {}, invitedBy: 'máy chủ', invitedAt: DAY, enteredAt: DAY, ...changes },
    version,
  );

async function repeating(choice = {}) {
  const office = await anOffice(GOOD);
  await isThere(office);
  const cycleId = await office.begin({ categories: ['A'] });
  await repeatYearly(office.world)(cycleId, AN, { daysAhead: 7, launches: false, ...choice });
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
    await office.import(NEW);
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
    expect(logged.at(-1)).toBe('yearly.notOpened 2026-11-open01 Invalid');
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
    await expect(repeatYearly(office.world)(cycleId, AN, choice)).rejects.toMatchObject({
      problems: [{ place: 'launches', reason: 'neverLaunched' }],
    });
  });

  describe('beside another of that time', () => {
    const byHand = { opensOn: '2027-11-10', dueOn: '2027-11-30', confirmBy: '2027-12-04', closesOn: '2027-12-20' };

    it('is not opened: nobody is asked twice, that year or the day after', async () => {
      const { office } = await repeating({ launches: true });
      await office.at('2027-10-20T02:00:00.000Z');
      const { cycleId } = await office.open({ dates: byHand, categories: ['A'] }, 'byhand');
      await office.at(DAY);
      expect(await yearly(office)()).toBe(0);
      expect(await last(office)).toMatchObject({ outcome: 'notOpened', reason: 'alreadyThere', cycleId, year: 2027 });
      expect(logged.at(-1)).toBe('yearly.notOpened 2026-11-open01 alreadyThere');
      await cancel(office.control)(cycleId, { by: 'An', commandId: 'cancels' }, 'thôi');
      await office.at('2027-10-27T02:00:00.000Z');
      expect(await yearly(office)()).toBe(0);
      expect(await cycles(office)).toBe(2);
      await office.at('2028-10-26T02:00:00.000Z');
      expect(await yearly(office)()).toBe(1);
    });

    it.each([
      ['that was cancelled', { categories: ['A'] }, true],
      ['about other members', { categories: ['B'], onDemandReason: 'Theo yêu cầu' }, false],
      [
        'that is over before',
        {
          dates: {
            ...byHand,
            opensOn: '2027-09-01',
            dueOn: '2027-10-30',
            confirmBy: '2027-10-31',
            closesOn: '2027-11-01',
          },
        },
        false,
      ],
    ] as const)('%s, opens', async (_, order, cancelled) => {
      const { office } = await repeating();
      const more = rosterCsv([{ id: 'c1', members: [...membersOf('c1', 2), { id: 'b1', category: 'B' }] }]);
      await office.import(more);
      const { cycleId } = await office.open({ dates: byHand, ...order }, 'byhand');
      if (cancelled) await cancel(office.control)(cycleId, { by: 'An', commandId: 'cancels' }, 'thôi');
      await office.at(DAY);
      expect(await yearly(office)()).toBe(1);
    });

    it('which it opened itself before the process ended, is that one', async () => {
      const { office } = await repeating();
      await office.at(DAY);
      const before = await standing(office);
      await yearly(office)();
      if (before) await keepYearly(office.world.table, before, 2);
      expect(await yearly(office)()).toBe(1);
      expect(await last(office)).toMatchObject({ outcome: 'opened' });
      expect(await cycles(office)).toBe(2);
    });

    it('is no pattern of more: its own pattern goes on', async () => {
      const { office } = await repeating();
      await office.at(DAY);
      await yearly(office)();
      const opened = await last(office);
      const id = opened && 'cycleId' in opened ? (opened.cycleId ?? '') : '';
      const choice = { daysAhead: 7, launches: false };
      await expect(repeatYearly(office.world)(id, AN, choice)).rejects.toMatchObject({
        problems: [{ place: 'from', reason: 'opensItself' }],
      });
    });
  });

  it('keeps the year that was opened, though the next could not be', async () => {
    const { office } = await repeating();
    await office.at(DAY);
    await yearly(office)();
    await office.import(BAD);
    await office.at('2028-10-26T02:00:00.000Z');
    await yearly(office)();
    expect(await standing(office)).toMatchObject({ doneYear: 2027, last: { outcome: 'notOpened', year: 2028 } });
  });

  describe('opens, and leaves the launch to a hand', () => {
    it.each<[string, Partial<Person>]>([
      ['was disabled', { disabled: { at: DAY, by: 'Bình' } }],
      ['is no administrator any more', { role: 'auditor' }],
      ['has a part only', { scope: { committeeId: 't1' } }],
    ])('where who wished it %s', async (_, changes) => {
      const { office } = await repeating({ launches: true });
      await office.at(DAY);
      await office.import(NEW);
      await isThere(office, 1, changes);
      expect(await yearly(office)()).toBe(1);
      expect(await last(office)).toMatchObject({ outcome: 'notLaunched', reason: 'whoIsGone' });
      expect(logged.at(-1)).toBe('yearly.notLaunched 2026-11-open01 whoIsGone');
    });

    it.each([
      ['2027-07-28T01:59:59.000Z', 'notLaunched', 'rosterOld'],
      ['2027-07-28T02:00:00.000Z', 'launched', undefined],
    ])('where the roster is older than 90 days: of %s', async (imported, outcome, reason) => {
      const { office } = await repeating({ launches: true });
      await office.at(imported);
      await office.import(NEW);
      await office.at(DAY);
      await yearly(office)();
      const found = await last(office);
      expect(found?.outcome).toBe(outcome);
      if (reason) expect(logged.at(-1)).toBe(`yearly.notLaunched 2026-11-open01 ${reason}`);
      expect(found && 'reason' in found ? found.reason : undefined).toBe(reason);
    });
  });

  it('launches on an older roster that a whole file has since said again, and not on one that half a file has', async () => {
    const say = async (again: string) => {
      const { office } = await repeating({ launches: true });
      await office.at('2027-07-01T02:00:00.000Z');
      await office.import(NEW);
      await office.at('2027-10-01T02:00:00.000Z');
      await office.import(again);
      await office.at(DAY);
      await yearly(office)();
      return (await last(office))?.outcome;
    };
    expect(await say(NEW)).toBe('launched');
    const committees = NEW.split('\n').filter((line) => !line.startsWith('member'));
    expect(await say(committees.join('\n'))).toBe('notLaunched');
  });

  it('opens although another order before it is broken, and says so', async () => {
    const { office } = await repeating();
    const good = await standing(office);
    if (!good) throw new Error('no order');
    const plan = { ...good.order.plan, zone: 'Nowhere/None' };
    await keepYearly(office.world.table, { ...good, order: { ...good.order, id: '0bad', plan } }, 0);
    await office.at(DAY);
    logged.length = 0;
    await expect(yearly(office)()).rejects.toThrow(RangeError);
    expect(await cycles(office)).toBe(2);
    expect(logged).toEqual(['yearly.fault RangeError']);
  });
});
