import { describe, expect, it } from 'vitest';
import { outcomeOf } from '#domain/outcome.ts';
import type { RefusalName } from '#domain/refusal.ts';
import { changeRequest } from '#records/changes.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { deliveries, desks, load, requests, verify } from '#records/journal.ts';
import { listParties } from '#records/parties.ts';
import { readSlice } from '#records/slices.ts';
import { outcomesOf } from '#records/totals.ts';
import { confirmAnswers } from '#steps/confirm/confirm.ts';
import { launch } from '#steps/launch/control.ts';
import { reroute } from '#steps/respond/tell.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { finishIntents } from '#watch/finish.ts';

const CYCLE = '2026-11-open01';
const id = (committee: string) => `${CYCLE}.${committee}`;
const cell = (name: string, count = 2, more: Partial<CellSeed> = {}): CellSeed => ({
  id: name,
  members: membersOf(name, count),
  ...more,
});
const moved = (office: Office, from: string, slot: number, to: string, commandId = `${from} ${slot} moves`) =>
  reroute({ world: office.world, files: office.files })(id(from), { commandId, by: { body: 'office' } }, slot, to);

async function asked(...cells: readonly CellSeed[]): Promise<Office> {
  const office = await anOffice(rosterCsv(cells));
  await office.begin();
  return office;
}

async function day(office: Office, date: string) {
  await office.at(`${date}T02:00:00.000Z`);
  return office.doAll(CYCLE);
}

const idsIn = async (office: Office, committee: string) =>
  (await office.state(id(committee))).slots.flatMap((slot) => (slot.reroutedTo === undefined ? slot.id : []));
const namesIn = async (office: Office, committee: string) => {
  const members = await readSlice(office.table, id(committee));
  return (await office.state(id(committee))).slots.map((slot, n) => [slot.id, members[n]?.id]);
};

/** Refused by that name, and nothing was opened anywhere for it. */
async function refused(office: Office, act: () => Promise<unknown>, name: RefusalName) {
  const before = office.table.all().length;
  await expect(act()).rejects.toMatchObject({ name });
  expect(office.table.all().length).toBe(before);
}

describe('a member re-routed to another committee', () => {
  it('is asked about there, by a mail of its own, and no more here', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await moved(office, 'c1', 0, 'c2');
    expect(await idsIn(office, 'c1')).toEqual(['c1m1']);
    expect(await idsIn(office, 'c2')).toEqual(['c2m0', 'c2m1', 'c1m0']);
    expect(await namesIn(office, 'c2')).toContainEqual(['c1m0', 'c1m0']);
    expect((await office.mails('request')).map(({ recipient, about }) => [recipient.mailbox, about])).toEqual([
      ['c1@coquan.example', CYCLE],
      ['c2@coquan.example', CYCLE],
      ['c2@coquan.example', id('c2')],
    ]);
  });

  it('of a ward that had nobody in the cycle: it is swept, reminded, assembled and counted like any other (I5)', async () => {
    const alone = await asked(cell('c1'), cell('far', 0, { ward: 'w9' }));
    expect((await listParties(alone.table, CYCLE)).map((party) => party.id)).not.toContain('w9');
    await moved(alone, 'c1', 0, 'far');
    expect(await alone.mails('request')).toMatchObject([
      { recipient: { mailbox: 'c1@coquan.example' } },
      { recipient: { mailbox: 'far@coquan.example' }, about: id('far') },
    ]);
    expect((await listParties(alone.table, CYCLE)).map((party) => party.id)).toContain('w9');
    await day(alone, '2026-11-30');
    await day(alone, '2026-12-01');
    expect((await alone.state(id('far'))).reminders).toHaveLength(1);
    expect((await load(alone.table, desks, id('w9'))).state.told.map(({ what }) => what)).toEqual([
      'halfTime',
      'overdue',
    ]);
    await day(alone, '2026-12-11');
    expect((await alone.state(id('far'))).releases).toHaveLength(1);
    expect((await outcomesOf(alone.table, CYCLE)).members).toBe(2);
  });

  it('to a committee that is still to be asked: its own members are asked about too', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2', 3)]));
    const { cycleId } = await office.open();
    await launch(office.control)(cycleId, { by: 'An', commandId: 'launch' });
    await office.at('2026-11-02T02:00:00.000Z');
    const { table } = faulty(office.table, ({ pk }) => pk === `J#request#${id('c2')}`);
    await office.through(table).doAll(CYCLE);
    expect((await office.state(id('c2'))).seq).toBe(0);
    await moved(office, 'c1', 0, 'c2');
    expect(await idsIn(office, 'c2')).toEqual(['c2m0', 'c2m1', 'c2m2', 'c1m0']);
    expect((await namesIn(office, 'c2')).every(([slot, member]) => slot === member)).toBe(true);
    await office.doAll(CYCLE);
    expect((await outcomesOf(office.table, CYCLE)).members).toBe(5);
  });

  it('two at once to a committee that had no request: both are there, with their names', async () => {
    const fresh = await asked(cell('c1', 4), cell('c2', 4), cell('far', 0));
    await Promise.all([moved(fresh, 'c1', 0, 'far'), moved(fresh, 'c2', 0, 'far'), moved(fresh, 'c1', 1, 'far')]);
    expect((await idsIn(fresh, 'far')).sort()).toEqual(['c1m0', 'c1m1', 'c2m0']);
    expect((await namesIn(fresh, 'far')).every(([slot, member]) => slot === member)).toBe(true);
  });

  it('and back again is a new place in the list, and keeps the name', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await moved(office, 'c1', 0, 'c2');
    await moved(office, 'c2', 2, 'c1');
    expect(await namesIn(office, 'c1')).toEqual([
      ['c1m0', 'c1m0'],
      ['c1m1', 'c1m1'],
      ['c1m0', 'c1m0'],
    ]);
    expect(await idsIn(office, 'c1')).toEqual(['c1m1', 'c1m0']);
    expect(await idsIn(office, 'c2')).toEqual(['c2m0', 'c2m1']);
  });

  it('where a member of the same id is asked about already stands beside that one', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    const twin = { type: 'reroutedIn', from: id('c1'), member: ['c1m0', 'A', 'e2', 0] } as const;
    await changeRequest(office.world, id('c2'), { id: 'twin', by: { body: 'office' } }, () => twin);
    await moved(office, 'c1', 0, 'c2');
    expect(await namesIn(office, 'c2')).toEqual(['c2m0', 'c2m1', 'c1m0', 'c1m0'].map((member) => [member, member]));
  });

  it('asked through its ward is told to the ward', async () => {
    const office = await asked(cell('c1'), cell('c2', 1, { channel: 'ward', mailbox: '' }));
    await moved(office, 'c1', 0, 'c2');
    const told = (await load(office.table, desks, id('w1'))).state.told;
    expect(told.map(({ what, requests: about }) => [what, about])).toEqual([
      ['packs', [id('c2')]],
      ['packs', [id('c2')]],
    ]);
  });

  it('the same wish twice moves once', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await Promise.all([1, 2, 3].map(() => moved(office, 'c1', 0, 'c2')));
    await moved(office, 'c1', 0, 'c2');
    expect(await idsIn(office, 'c2')).toEqual(['c2m0', 'c2m1', 'c1m0']);
  });

  it('after the ward confirmed ends by the other committee, and the confirmed words stay in the journal', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await office.submit(id('c1'), 'c1 all', [0, 1]);
    await confirmAnswers(office.world)(id('c1'), { commandId: 'w1', by: { body: 'committee:w1' } }, [0, 1]);
    await moved(office, 'c1', 0, 'c2');
    const [c1, c2] = [await office.state(id('c1')), await office.state(id('c2'))];
    expect(c1.slots.map((slot) => outcomeOf(c1, slot)?.state)).toEqual([undefined, 'commented']);
    expect(c1.slots[0]?.answer?.kind).toBe('comment');
    expect(c2.slots.map((slot) => outcomeOf(c2, slot)?.state)).toEqual(['noComment', 'noComment', 'noComment']);
  });

  it('when all are gone, nobody is reminded and nothing is told of them, and their evaluations come from elsewhere', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await moved(office, 'c1', 0, 'c2');
    await moved(office, 'c1', 1, 'c2');
    for (const date of ['2026-11-16', '2026-11-27', '2026-12-01']) await day(office, date);
    expect((await office.state(id('c1'))).reminders).toEqual([]);
    const told = (await load(office.table, desks, id('w1'))).state.told.flatMap(({ requests: about }) => about);
    expect(told).not.toContain(id('c1'));
    await day(office, '2026-12-11');
    const [c1, c2] = [await office.state(id('c1')), await office.state(id('c2'))];
    const linesOf = async (state: typeof c1) => {
      const release = state.releases[0];
      if (!release) throw new Error('nothing was assembled');
      return (await readEvaluation(office.table, state.id, release.text)).lines.map(({ memberId }) => memberId);
    };
    expect(await linesOf(c1)).toEqual([]);
    expect(await linesOf(c2)).toEqual(['c2m0', 'c2m1', 'c1m0', 'c1m1']);
    expect((await outcomesOf(office.table, CYCLE)).members).toBe(4);
    expect((await load(office.table, deliveries, id('e1'))).state.requests.toSorted()).toEqual([id('c1'), id('c2')]);
  });

  it('whom a boundary moved after the other committee was assembled is in its next version, and the workplace is told', async () => {
    const office = await asked(cell('c1', 1), cell('c2', 1, { members: [{ id: 'c2m0', workplace: 'e2' }] }));
    await day(office, '2026-12-11');
    const late = { type: 'reroutedOut', slot: 0, to: 'c2' } as const;
    await changeRequest(office.world, id('c1'), { id: 'late', by: { body: 'office' } }, () => late);
    expect((await office.state(id('c2'))).releases).toHaveLength(2);
    const { state } = await load(office.table, deliveries, id('e1'));
    expect(state).toMatchObject({ version: 2, requests: [id('c1'), id('c2')] });
    expect((await load(office.table, deliveries, id('e2'))).state.version).toBe(1);
  });
});

describe('what refuses a re-routing, and opens nothing', () => {
  it('a cycle whose requests have not left', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2')]));
    await office.open();
    await launch(office.control)(CYCLE, { by: 'An', commandId: 'launch' });
    await refused(office, () => moved(office, 'c1', 0, 'c2'), 'NotFound');
  });

  it('a cycle that closes: between two that are assembled nobody may get lost', async () => {
    const office = await asked(cell('c1'), cell('c2'), cell('far', 0));
    await office.at('2026-12-10T17:00:00.000Z');
    await refused(office, () => moved(office, 'c1', 0, 'far'), 'TooLate');
  });

  it.each([
    ['a workplace', 'e1'],
    ['a province', 't1'],
    ['an id that nobody has', 'nope'],
  ])('%s', async (_, to) => {
    const office = await asked(cell('c1'));
    await refused(office, () => moved(office, 'c1', 0, to), 'Invalid');
  });

  it('a member who was moved already, and a place that nobody has', async () => {
    const office = await asked(cell('c1'), cell('c2'), cell('far', 0));
    await moved(office, 'c1', 0, 'c2');
    await refused(office, () => moved(office, 'c1', 0, 'far', 'again'), 'NotFound');
    await refused(office, () => moved(office, 'c1', 7, 'far', 'nobody'), 'NotFound');
  });
});

describe('a process that dies while it opens a request for a member', () => {
  it('leaves nothing that is not finished', async () => {
    const office = await asked(cell('c1'), cell('far', 0));
    const { table } = faulty(office.table, ({ pk }) => pk.startsWith('BOARD#') || pk.startsWith('MAIL#'));
    await expect(moved(office.through(table), 'c1', 0, 'far')).rejects.toThrow();
    await finishIntents(office.world, { everything: true, fault: (error) => expect(error).toBeUndefined() });
    expect((await office.rows(CYCLE)).map(({ requestId }) => requestId)).toContain(id('far'));
    await moved(office, 'c1', 0, 'far');
    await day(office, '2026-12-11');
    expect((await office.state(id('far'))).releases).toHaveLength(1);
    expect(await verify(office.table, requests, id('far'))).toBeUndefined();
  });
});
