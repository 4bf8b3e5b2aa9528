import { describe, expect, it } from 'vitest';
import { deliveryBoardOf } from '#records/boards.ts';
import { changeRequest } from '#records/changes.ts';
import { listPoison, retryPoison } from '#records/cycles.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { claim, finish } from '#records/outbox.ts';
import { membersTold } from '#records/request-mails.ts';
import { outcomesOf } from '#records/totals.ts';
import { confirmAnswers, excuseCommittee, reopenAnswers, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { stateOwnView } from '#steps/deliver/receive.ts';
import { closeEarly } from '#steps/launch/control.ts';
import { countersignPart, passConflict } from '#steps/respond/tell.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, by, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { finishIntents } from '#watch/finish.ts';

const CYCLE = '2026-11-open01';
const id = (committee: string) => `${CYCLE}.${committee}`;
const cell = (name: string, count = 2, workplace = 'e1'): CellSeed => ({
  id: name,
  members: membersOf(name, count, workplace),
});
const CLOSED = '2026-12-10T17:00:00.000Z';
const NEXT_DAY = '2026-12-11T02:00:00.000Z';

async function asked(...cells: readonly CellSeed[]): Promise<Office> {
  const office = await anOffice(rosterCsv(cells));
  await office.begin();
  return office;
}

async function versions(office: Office, committee: string) {
  const state = await office.state(id(committee));
  return Promise.all(state.releases.map(({ text }) => readEvaluation(office.table, state.id, text)));
}
const endsOf = async (office: Office, committee: string) =>
  (await versions(office, committee)).map(({ lines }) => lines.map(({ outcome }) => outcome.state).join(' '));
const delivered = async (office: Office) =>
  (await deliveryBoardOf(office.table, CYCLE)).map(({ workplaceId, version }) => `${workplaceId} v${version}`);

describe('assembling', () => {
  it('releases every request once, whatever came or did not come, and the totals are those of the plan (I5)', async () => {
    const office = await asked(cell('c1'), cell('c2', 3), cell('c3', 1));
    await office.submit(id('c1'), 'c1 all', [0, 1]);
    await office.submit(id('c2'), 'c2 one', [1], { kind: 'notHere', which: 'moved' });
    await office.at(NEXT_DAY);
    await office.doAll(CYCLE);
    await office.doAll(CYCLE);
    expect(await endsOf(office, 'c1')).toEqual(['commented commented']);
    expect(await endsOf(office, 'c2')).toEqual(['noComment notHere noComment']);
    expect(await endsOf(office, 'c3')).toEqual(['noComment']);
    const totals = await outcomesOf(office.table, CYCLE);
    expect(totals.members).toBe((await office.cycle(CYCLE)).plan.counts.members);
  });

  it('takes what came between the close and itself, marked late, and makes no second version of it', async () => {
    const office = await asked(cell('c1'));
    await office.at(CLOSED);
    await office.submit(id('c1'), 'c1 late', [0]);
    await office.doAll(CYCLE);
    const [first, ...more] = await versions(office, 'c1');
    expect(more).toEqual([]);
    expect(first?.lines.map(({ answer }) => answer?.late)).toEqual([true, undefined]);
  });

  it('run twice over the same journals is the same to the byte', async () => {
    const tell = async () => {
      const office = await asked(cell('c1', 3), cell('c2'));
      await office.submit(id('c1'), 'c1 all', [0, 2]);
      await office.at(NEXT_DAY);
      await office.doAll(CYCLE);
      return JSON.stringify([await versions(office, 'c1'), await versions(office, 'c2')]);
    };
    expect(await tell()).toBe(await tell());
  });

  it('one that fails is noted, the others are assembled and delivered, and a retry adds it (F24)', async () => {
    const office = await asked(cell('c1'), cell('c2', 1, 'e2'), cell('c3', 1, 'e2'));
    await office.at(NEXT_DAY);
    const { table, mend } = faulty(office.table, ({ pk }) => pk === `EV#${id('c2')}`);
    await office.through(table).doAll(CYCLE);
    expect(await listPoison(office.table, CYCLE)).toMatchObject([{ subject: id('c2'), work: 'assemble' }]);
    expect(await delivered(office)).toEqual(['e1 v1', 'e2 v1']);
    mend();
    await retryPoison(office.table, CYCLE);
    await office.doAll(CYCLE);
    expect(await endsOf(office, 'c2')).toEqual(['noComment']);
    // It was delivered without: that is a correction, for the one workplace.
    expect(await delivered(office)).toEqual(['e1 v1', 'e2 v2']);
    expect((await office.mails('corrected')).map(({ recipient }) => recipient.mailbox)).toEqual(['e2@coquan.example']);
  });

  it('a cycle is not over while one of it could not be assembled', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    const { table, mend } = faulty(office.table, ({ pk }) => pk === `EV#${id('c2')}`);
    await office.at('2027-01-15T02:00:00.000Z');
    await office.through(table).doAll(CYCLE);
    expect(await office.plan(CYCLE)).toMatchObject({ what: 'wait', shards: [] });
    mend();
    await retryPoison(office.table, CYCLE);
    await office.doAll(CYCLE);
    expect(await endsOf(office, 'c2')).toEqual(['noComment noComment']);
    expect(await office.plan(CYCLE)).toMatchObject({ what: 'over' });
  });

  it('one that could not even be asked is asked about by the retry and assembled with the others (I5)', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2'), cell('c3')]));
    const { table } = faulty(office.table, ({ pk }) => pk === `J#request#${id('c2')}`);
    await office.through(table).begin();
    await office.through(table).at(NEXT_DAY);
    await office.through(table).doAll(CYCLE);
    expect((await outcomesOf(office.table, CYCLE)).members).toBe(4);
    await retryPoison(office.table, CYCLE);
    await office.doAll(CYCLE);
    expect(await endsOf(office, 'c2')).toEqual(['noComment noComment']);
    expect((await outcomesOf(office.table, CYCLE)).members).toBe(6);
    expect(await delivered(office)).toEqual(['e1 v2']);
  });
});

describe('what an evaluation says was done', () => {
  it('a member was told by mail only when the mail about this very comment has left', async () => {
    const members = [{ id: 'm1', mailbox: 'm1@nguoi.example' }, { id: 'm2' }];
    const office = await asked({ id: 'c1', members });
    await office.submit(id('c1'), 'all', [0, 1]);
    await confirmAnswers(office.world)(id('c1'), by('w1'), [0, 1]);
    const [mail] = await office.mails('memberTold');
    if (!mail) throw new Error('no member of this cell has a mailbox');
    const told = async () => [...(await membersTold(office.world, await office.state(id('c1'))))].length;
    expect(await told()).toBe(0);
    const claimed = await claim(
      office.table,
      { shard: 1, sk: `${mail.dueAt}#${mail.id}`, id: mail.id },
      mail.dueAt,
      mail.dueAt,
    );
    if (!claimed) throw new Error('somebody else has it');
    await finish(office.table, { shard: 1, sk: `${mail.dueAt}#${mail.id}`, id: mail.id }, claimed, {
      status: 'sent',
      at: mail.dueAt,
    });
    expect(await told()).toBe(1);
    await reopenAnswers(office.world)(id('c1'), by('w1', 'reopens'), [0, 1]);
    await office.submit(id('c1'), 'again', [0, 1]);
    await confirmAnswers(office.world)(id('c1'), by('w1', 'again'), [0, 1]);
    expect(await told()).toBe(0);
  });

  it('silence before a cycle that was closed early is not a date that was missed', async () => {
    const office = await asked(cell('c1'));
    await office.at('2026-11-05T02:00:00.000Z');
    await closeEarly(office.control)(CYCLE, { by: 'An', commandId: 'close' });
    await office.at('2026-11-05T03:00:00.000Z');
    await office.doAll(CYCLE);
    const [first] = await versions(office, 'c1');
    expect(first?.coverage.closedEarlyAt).toBe('2026-11-05T02:00:00.000Z');
  });
});

describe('after the evaluations were assembled', () => {
  const closed = async () => {
    const office = await asked(
      { id: 'c1', members: [{ id: 'm0' }, { id: 'm1', workplace: 'e2' }, { id: 'm2', workplace: 'e2' }] },
      cell('c2', 1, 'e2'),
    );
    await office.submit(id('c1'), 'c1 first', [0, 1]);
    await office.at(NEXT_DAY);
    await office.doAll(CYCLE);
    return office;
  };
  const part = async (office: Office) => (await office.state(id('c1'))).parts[0]?.seq ?? 0;

  it.each<[string, (office: Office) => Promise<unknown>, readonly string[]]>([
    ['a late answer', (o) => o.submit(id('c1'), 'late', [2]), ['e1 v1', 'e2 v2']],
    ['a confirmation', (o) => confirmAnswers(o.world)(id('c1'), by('w1'), [0]), ['e1 v2', 'e2 v1']],
    [
      'a second signature',
      async (o) => countersignPart(o.world)(id('c1'), by('c1'), await part(o), { name: 'Lê Thị Bình' }),
      ['e1 v2', 'e2 v2'],
    ],
    [
      'a hand that steps aside',
      (o) => passConflict(o.world)(id('c1'), by('c1', 'aside'), 2, 'ward'),
      ['e1 v1', 'e2 v2'],
    ],
    [
      'a view on a comment that was confirmed before',
      async (o) => {
        await confirmAnswers(o.world)(id('c1'), by('w1'), [0]);
        return stateOwnView(o.world)(id('c1'), by('m0'), 0, 'Tôi nhất trí.');
      },
      ['e1 v3', 'e2 v1'],
    ],
  ])('%s makes a next version, told to whom it concerns', async (_, act, boards) => {
    const office = await closed();
    expect(await delivered(office)).toEqual(['e1 v1', 'e2 v1']);
    await act(office);
    expect(await delivered(office)).toEqual(boards);
    const [first] = await versions(office, 'c1');
    expect(first?.lines.map(({ outcome }) => outcome.state)).toEqual(['commented', 'commented', 'noComment']);
  });

  it.each<[string, (office: Office) => Promise<unknown>]>([
    ['sending back', (o) => sendBackAnswers(o.world)(id('c1'), by('w1'), [0], 'Thiếu.')],
    ['reopening', (o) => reopenAnswers(o.world)(id('c1'), by('w1'), [0])],
    ['excusing', (o) => excuseCommittee(o.world)(id('c2'), by('w1'), 'Giải thể.')],
  ])('%s comes too late', async (_, act) => {
    const office = await closed();
    await expect(act(office)).rejects.toMatchObject({ name: 'TooLate' });
  });

  it('a clock that runs behind hides nothing: what came after the release is a correction', async () => {
    const office = await closed();
    const behind = { ...office.world, clock: { now: () => '2026-12-11T01:50:00.000Z' } };
    await confirmAnswers(behind)(id('c1'), by('w1'), [0]);
    expect(await delivered(office)).toEqual(['e1 v2', 'e2 v1']);
  });

  it('what was corrected before the delivery is not corrected again when somebody sends the same form later', async () => {
    const office = await asked(cell('c1', 3));
    await office.at(CLOSED);
    const [assemble] = (await office.plan(CYCLE)).shards;
    if (!assemble) throw new Error('nothing is due');
    await office.run(assemble);
    await office.submit(id('c1'), 'late', [0]);
    await office.at(NEXT_DAY);
    await office.doAll(CYCLE);
    expect(await versions(office, 'c1')).toHaveLength(2);
    await office.submit(id('c1'), 'late', [0]);
    expect(await delivered(office)).toEqual(['e1 v1']);
  });

  it('a correction that a crash cut off is finished, once', async () => {
    const office = await closed();
    const { table } = faulty(office.table, ({ pk }) => pk.startsWith('J#delivery#'));
    await expect(office.through(table).submit(id('c1'), 'late', [2])).rejects.toThrow();
    expect(await delivered(office)).toEqual(['e1 v1', 'e2 v1']);
    const fault = (error: unknown) => expect(error).toBeUndefined();
    await finishIntents(office.world, { everything: true, fault });
    await finishIntents(office.world, { everything: true, fault });
    await office.submit(id('c1'), 'late', [2]);
    expect(await delivered(office)).toEqual(['e1 v1', 'e2 v2']);
    expect(await versions(office, 'c1')).toHaveLength(2);
  });

  it('two at once make two versions, and the last holds both', async () => {
    const office = await closed();
    await Promise.all([office.submit(id('c1'), 'late', [2]), confirmAnswers(office.world)(id('c1'), by('w1'), [0, 1])]);
    const last = (await versions(office, 'c1')).at(-1);
    expect(last?.lines.map(({ outcome }) => JSON.stringify(outcome))).toEqual([
      '{"state":"commented","how":"confirmed"}',
      '{"state":"commented","how":"confirmed"}',
      '{"state":"commented","how":"notConfirmed"}',
    ]);
  });

  it('a reminder or a visit changes nothing of it', async () => {
    const office = await closed();
    await changeRequest(office.world, id('c1'), { id: 'visit', by: by('c1').by }, () => ({ type: 'visited' }));
    expect(await versions(office, 'c1')).toHaveLength(1);
  });
});
