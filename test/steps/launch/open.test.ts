import { describe, expect, it } from 'vitest';
import { listCycles, readShards } from '#records/cycles.ts';
import { listParties, readParty, replaceParty } from '#records/parties.ts';
import { readCells, readWorkplaces } from '#records/snapshot.ts';
import { outcomesOf } from '#records/totals.ts';
import { type CycleOrder, dryRun, open, orderProblems } from '#steps/launch/open.ts';
import { anOffice, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';

const NOW = '2026-10-28T02:00:00.000Z';
const cell = (id: string, count = 2, more: Partial<CellSeed> = {}): CellSeed => ({
  id,
  members: membersOf(id, count),
  ...more,
});
const dates = (changes: Partial<CycleOrder['dates']>): CycleOrder => ({
  ...ORDER,
  dates: { ...ORDER.dates, ...changes },
});
const officer = (changes: Partial<CycleOrder['officer']>): CycleOrder => ({
  ...ORDER,
  officer: { ...ORDER.officer, ...changes },
});

const snapshot = async (office: Office, cycleId: string, shard = '0') =>
  (await Array.fromAsync(readCells(office.files, cycleId, shard))).map(({ committee, deskId, members }) => [
    committee.id,
    deskId,
    members.map(({ id }) => id),
  ]);

describe('an order for a cycle', () => {
  it.each<[string, CycleOrder, readonly string[]]>([
    ['as it should be', ORDER, []],
    ['without a title', { ...ORDER, title: ' ' }, ['title missing']],
    ['without a period', { ...ORDER, period: '' }, ['period missing']],
    [
      'without an officer to ask',
      officer({ name: '', telephone: ' ' }),
      ['officer.name missing', 'officer.telephone missing'],
    ],
    ['without an address for answers', officer({ replyTo: '' }), ['officer.replyTo missing']],
    ['with a date due of yesterday (B52)', dates({ opensOn: '2026-10-01', dueOn: '2026-10-27' }), ['dueOn dateInPast']],
    ['with a date due of today', dates({ opensOn: '2026-10-01', dueOn: '2026-10-28' }), []],
    ['due before it opens', dates({ dueOn: '2026-11-01' }), ['dueOn dateNotAfter']],
    ['with a ward that confirms on the day due', dates({ confirmBy: '2026-11-30' }), ['confirmBy dateNotAfter']],
    ['closing before the ward is done', dates({ closesOn: '2026-12-04' }), ['closesOn dateNotAfter']],
    ['on a day that does not exist (B49)', dates({ dueOn: '2026-11-31' }), ['dueOn notADate']],
    ['closing after 120 days', dates({ closesOn: '2027-03-02' }), []],
    ['closing a day later than that', dates({ closesOn: '2027-03-03' }), ['closesOn cycleTooLong']],
    [
      'into a year whose holidays nobody knows',
      dates({ opensOn: '2049-11-02', dueOn: '2049-11-30', confirmBy: '2049-12-05', closesOn: '2049-12-10' }),
      ['dates holidaysUnknown'],
    ],
    [
      'about B without a reason',
      { ...ORDER, categories: ['A', 'B'], onDemandReason: ' ' },
      ['onDemandReason onDemandReasonMissing'],
    ],
  ])('%s', (_, order, problems) => {
    const found = orderProblems(order, NOW).map(({ place, reason }) => `${place} ${reason}`);
    expect([...new Set(found)]).toEqual(problems);
  });

  it('with mistakes opens nothing', async () => {
    const office = await anOffice(rosterCsv([cell('c1')]));
    await expect(office.open({ title: '' })).rejects.toMatchObject({ name: 'Invalid', problems: [{ place: 'title' }] });
    expect(await listCycles(office.table)).toEqual([]);
    expect(await office.files.list('cycles/')).toEqual([]);
  });

  it('without a roster is too early, and over a roster of nobody it is a mistake', async () => {
    const empty = await anOffice(rosterCsv([cell('c1', 1, { members: [{ id: 'm', category: 'B' }] })]));
    await expect(empty.open({ categories: ['A'] })).rejects.toMatchObject({ problems: [{ reason: 'rosterEmpty' }] });
  });
});

describe('the routing dry run', () => {
  const look = (office: Office, order: Partial<CycleOrder> = {}) =>
    dryRun({ world: office.world, files: office.files })({ ...ORDER, ...order });

  it('counts what would be sent, and changes nothing', async () => {
    const office = await anOffice(
      rosterCsv([
        cell('c1', 3, { mailbox: 'khoi@x.example' }),
        cell('c2', 2, { mailbox: 'khoi@x.example' }),
        cell('c3', 1, { channel: 'ward', mailbox: '' }),
        cell('c4', 1, { channel: 'paper', mailbox: '', ward: 'w2' }),
      ]),
    );
    const before = office.table.all();
    expect(await look(office)).toMatchObject({
      requests: 4,
      members: 7,
      mailboxes: 1,
      leftOut: 0,
      largest: 3,
      wards: 2,
      workplaces: 1,
      channels: { mailbox: 2, ward: 1, paper: 1, none: 0 },
      problems: [],
    });
    expect(office.table.all()).toEqual(before);
  });

  it('category B is asked about only on demand, and left out otherwise', async () => {
    const b = cell('c2', 1, { members: [{ id: 'b', category: 'B' }] });
    const office = await anOffice(rosterCsv([cell('c1'), b]));
    expect(await look(office, { categories: ['A'] })).toMatchObject({ members: 2, requests: 1, leftOut: 1 });
    expect(await look(office, { categories: ['A', 'B'] })).toMatchObject({ members: 3, requests: 2, leftOut: 0 });
  });

  it('names who has no residence committee (B54) and whom no mail can reach (B56)', async () => {
    const office = await anOffice(
      rosterCsv([cell('c1', 1, { mailbox: '' })], ['member,lost,Người không rõ nơi ở,,,,,,1970,e1,,A']),
    );
    const { problems, channels } = await look(office);
    expect(channels).toMatchObject({ none: 1, ward: 1 });
    expect(problems.map(({ place, reason }) => `${place} ${reason}`).sort()).toEqual([
      'committee c1 mailboxMissing',
      'member lost residenceMissing',
    ]);
    await expect(
      open({ world: office.world, files: office.files })(ORDER, { by: 'An', commandId: 'o', accept: false }),
    ).rejects.toMatchObject({ name: 'Invalid', problems });
  });
});

describe('an opened cycle', () => {
  it('keeps the roster of that moment: cells under their wards, members, workplaces, parties', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2', 1, { ward: 'w2' }), cell('c3', 1, { ward: '' })]));
    const { cycleId } = await office.open();
    const found = await snapshot(office, cycleId);
    await office.import(rosterCsv([cell('c1', 5), cell('c9')]));
    expect(await snapshot(office, cycleId)).toEqual(found);
    expect(found.toSorted()).toEqual([
      ['c1', 'w1', ['c1m0', 'c1m1']],
      ['c2', 'w2', ['c2m0']],
      ['c3', '-', ['c3m0']],
    ]);
    const [workplace, ...others] = await Array.fromAsync(readWorkplaces(office.files, cycleId));
    expect(others).toEqual([]);
    expect(workplace).toMatchObject({ workplaceId: 'e1', members: 4 });
    expect(workplace?.requests.toSorted()).toEqual(['c1', 'c2', 'c3'].map((id) => `${cycleId}.${id}`));
    expect((await listParties(office.table, cycleId)).map(({ id }) => id)).toEqual(['e1', 't1', 'w1', 'w2']);
  });

  it('members whose residence nobody knows belong to it: asked of nobody, and in the totals (I5)', async () => {
    const lost = Array.from({ length: 450 }, (_, n) => `member,lost${n},Người ${n},,,,,,1970,e1,,A`);
    const office = await anOffice(rosterCsv([cell('c1')], lost));
    const cycleId = await office.begin();
    expect((await office.rows(cycleId)).map(({ channel, counts }) => `${channel} ${counts.members}`).sort()).toEqual([
      'mailbox 2',
      'none 200',
      'none 200',
      'none 50',
    ]);
    expect(await office.mails('request')).toHaveLength(1);
    const totals = await outcomesOf(office.table, cycleId);
    expect(totals).toMatchObject({ members: 452, noComment: { nobodyToAsk: 450, silence: 2 } });
    expect((await office.cycle(cycleId)).plan.counts.members).toBe(452);
  });

  it('the same wish again, after another roster came, changes nothing of it', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2')]));
    const { cycleId } = await office.open();
    const ward = await readParty(office.table, cycleId, 'w1');
    if (!ward) throw new Error('no ward');
    await replaceParty(office.table, cycleId, { ...ward, mailbox: 'moi@x.example' }, 1);
    const found = await snapshot(office, cycleId);
    await office.import(rosterCsv([cell('c1', 7)]));
    expect(await office.open()).toEqual({ cycleId });
    expect(await snapshot(office, cycleId)).toEqual(found);
    expect(await readParty(office.table, cycleId, 'w1')).toMatchObject({ mailbox: 'moi@x.example' });
    await expect(office.open({ title: 'Một đợt khác' })).rejects.toMatchObject({ name: 'Conflict' });
  });

  it('another wish that would have its name touches nothing of it', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2')]));
    const { cycleId } = await office.open({}, 'abcdef1');
    const found = await snapshot(office, cycleId);
    await office.import(rosterCsv([cell('c1', 7)]));
    await expect(office.open({}, 'abcdef2')).rejects.toMatchObject({ name: 'Conflict' });
    expect(await snapshot(office, cycleId)).toEqual(found);
  });

  it('many desks are spread over a few tasks, the provinces last', async () => {
    const cells = Array.from({ length: 4_100 }, (_, n) => cell(`c${n}`, 1, { ward: `w${n % 7}` }));
    const office = await anOffice(rosterCsv(cells));
    const { cycleId } = await office.open();
    const shards = await readShards(office.table, cycleId);
    expect(shards.map(({ id }) => id)).toEqual(['0', '1', '2']);
    expect(shards.flatMap(({ desks }) => desks).sort()).toEqual(['t1', 'w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6']);
    expect(shards.at(-1)?.desks.at(-1)).toBe('t1');
    const all = await Promise.all(shards.map(({ id }) => snapshot(office, cycleId, id)));
    expect(all.flat()).toHaveLength(4_100);
    for (const [n, lines] of all.entries())
      expect(lines.every(([, desk]) => shards[n]?.desks.includes(String(desk)))).toBe(true);
  });
});
