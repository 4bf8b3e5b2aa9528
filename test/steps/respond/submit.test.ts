import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import { readAnswer, readSigning } from '#records/answers.ts';
import { confirmAnswers, excuseCommittee, grantTime, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { cancel, extendCycle } from '#steps/launch/control.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { countersignPart, noteVisit, passConflict, reportUnlisted } from '#steps/respond/tell.ts';
import { anOffice, by, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { COMMENT, ORDER, SIGNING } from '#test/support/small-cycle.ts';

const CYCLE = '2026-11-open01';
const ID = `${CYCLE}.c1`;
const NOT_HERE: Answer = { kind: 'notHere', which: 'notKnown' };

async function asked(): Promise<Office> {
  const office = await anOffice(
    rosterCsv([{ id: 'c1', members: [...membersOf('c1', 3), { id: 'z', category: 'B' }] }]),
  );
  await office.begin();
  return office;
}
const answerOf = async (office: Office, slot: number) => {
  const answer = (await office.state(ID)).slots[slot]?.answer;
  return answer && readAnswer(office.table, ID, answer);
};

describe('what a committee sends', () => {
  it('is kept, in parts, and each part with its own signers', async () => {
    const office = await asked();
    await office.submit(ID, 'first', [0]);
    await office.submit(ID, 'second', [1, 2], NOT_HERE);
    const state = await office.state(ID);
    expect(state.parts.map(({ via, by: who }) => [via, who.name])).toEqual([
      ['link', 'Lê Văn An'],
      ['link', 'Lê Văn An'],
    ]);
    expect([await answerOf(office, 0), await answerOf(office, 2), await answerOf(office, 3)]).toEqual([
      COMMENT,
      NOT_HERE,
      undefined,
    ]);
    const [part] = state.parts;
    expect(part && (await readSigning(office.table, ID, part.text))).toEqual(SIGNING);
    expect(await office.mails('receipt')).toHaveLength(2);
  });

  it('may be replaced until the date due, and the earlier text stays where it was (I1)', async () => {
    const office = await asked();
    await office.submit(ID, 'first', [0]);
    const before = (await office.state(ID)).slots[0]?.answer;
    await office.submit(ID, 'second', [0], NOT_HERE);
    expect((await office.state(ID)).slots[0]?.earlier).toBe(1);
    expect(await answerOf(office, 0)).toEqual(NOT_HERE);
    expect(before && (await readAnswer(office.table, ID, before))).toEqual(COMMENT);
  });

  it('with mistakes is refused whole, every one of them named, and nothing of it is kept', async () => {
    const office = await asked();
    const items = office.table.all();
    const wrong = submitAnswers(office.world)(ID, {
      commandId: 'wrong',
      by: committee('c1'),
      via: 'link',
      answers: [
        { slot: 0, answer: COMMENT },
        { slot: 1, answer: { ...(COMMENT as Extract<Answer, { kind: 'comment' }>), sources: [] } },
        { slot: 2, answer: { kind: 'notHere', which: 'notHere', movedTo: 'Hà Tĩnh' } },
      ],
      signing: { ...SIGNING, signer: ' ', metOn: '2026-11-03' },
    });
    await expect(wrong).rejects.toMatchObject({
      name: 'Invalid',
      problems: [
        { place: 'metOn', reason: 'dateInFuture' },
        { place: 'signer', reason: 'missing' },
        { place: 'member 2 sources', reason: 'sourceNeeded' },
        { place: 'member 3 movedTo', reason: 'onlyWhenMoved' },
      ],
    });
    expect(office.table.all()).toEqual(items);
  });

  it.each(['paper', 'portal'] as const)('by %s is entered with its reference, and no receipt leaves', async (via) => {
    const office = await asked();
    const enter = (reference?: string) =>
      submitAnswers(office.world)(ID, {
        commandId: `by ${via} ${reference}`,
        by: { body: 'office', name: 'An' },
        via,
        answers: [{ slot: 0, answer: COMMENT }],
        signing: SIGNING,
        ...(reference ? { reference } : {}),
      });
    await expect(enter()).rejects.toMatchObject({ problems: [{ place: 'reference', reason: 'missing' }] });
    await enter('12/PNX');
    expect((await office.state(ID)).parts).toMatchObject([{ via, reference: '12/PNX' }]);
    expect(await office.mails('receipt')).toEqual([]);
  });

  it('late is marked late; sent back and sent again within the ward’s days it is not', async () => {
    const office = await asked();
    await office.submit(ID, 'in time', [0]);
    await office.at('2026-11-30T16:59:59.999Z');
    await office.submit(ID, 'just in time', [1]);
    await sendBackAnswers(office.world)(ID, by('w1'), [0], 'Thiếu dẫn chứng.');
    await office.at('2026-12-01T02:00:00.000Z');
    await office.submit(ID, 'again', [0]);
    await office.submit(ID, 'late', [2]);
    expect((await office.state(ID)).slots.map((slot) => slot.answer?.late)).toEqual([false, false, true, undefined]);
  });

  it('after an extension, of all or of one, is in time by the new date at once', async () => {
    const office = await asked();
    await office.at('2026-12-01T02:00:00.000Z');
    await extendCycle(office.control)(CYCLE, { by: 'An', commandId: 'e' }, { ...ORDER.dates, dueOn: '2026-12-02' });
    await office.submit(ID, 'before the job told it', [0]);
    await grantTime(office.world)(ID, by('w1'), '2026-12-04');
    await office.at('2026-12-04T02:00:00.000Z');
    await office.submit(ID, 'by grace', [1]);
    expect((await office.state(ID)).slots.map((slot) => slot.answer?.late)).toEqual([
      false,
      false,
      undefined,
      undefined,
    ]);
  });

  it('by an excused committee counts all the same', async () => {
    const office = await asked();
    await excuseCommittee(office.world)(ID, by('w1'), 'Chi bộ giải thể.');
    await office.submit(ID, 'all the same', [0]);
    expect((await office.state(ID)).slots[0]?.answer?.kind).toBe('comment');
  });

  it('in a cancelled cycle is taken no more, before its request has heard of it', async () => {
    const office = await asked();
    await cancel(office.control)(CYCLE, { by: 'An', commandId: 'x' }, 'thôi');
    await expect(office.submit(ID, 'too late', [0])).rejects.toMatchObject({ name: 'CycleOver' });
    await expect(noteVisit(office.world)(ID, committee('c1'))).rejects.toMatchObject({ name: 'CycleOver' });
    const tells = reportUnlisted(office.world)(ID, by('c1'), 'Ông Bảy ở số 5.');
    await expect(tells).rejects.toMatchObject({ name: 'CycleOver' });
  });

  it('to a request that nobody opened is not found', async () => {
    const office = await asked();
    await expect(office.submit(`${CYCLE}.c9`, 'x', [0])).rejects.toMatchObject({ name: 'NotFound' });
    await expect(office.submit('k99.c1', 'x', [0])).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('is not confirmed unread: what came since the ward looked refuses its click', async () => {
    const office = await asked();
    await office.submit(ID, 'first', [0]);
    const read = new Map([[0, (await office.state(ID)).slots[0]?.answer?.part ?? 0]]);
    await office.submit(ID, 'second', [0], NOT_HERE);
    await expect(confirmAnswers(office.world)(ID, by('w1'), [0], read)).rejects.toMatchObject({ name: 'Stale' });
  });

  it('while the ward confirms: either the new words stand unconfirmed, or the confirmed ones stay', async () => {
    for (let race = 0; race < 20; race += 1) {
      const office = await asked();
      await office.submit(ID, 'first', [0]);
      const part = (await office.state(ID)).slots[0]?.answer?.part ?? 0;
      const read = new Map([[0, part]]);
      const [confirms, sends] = await Promise.allSettled([
        confirmAnswers(office.world)(ID, by('w1'), [0], read),
        office.submit(ID, 'second', [0], NOT_HERE),
      ]);
      expect([confirms.status, sends.status].sort()).toEqual(['fulfilled', 'rejected']);
      const [slot] = (await office.state(ID)).slots;
      expect([slot?.answer?.kind, slot?.confirmedAt !== undefined]).toEqual(
        confirms.status === 'fulfilled' ? ['comment', true] : ['notKnown', false],
      );
    }
  });
});

describe('what else a committee tells', () => {
  it('its first visit is a fact, the others none', async () => {
    const office = await asked();
    for (let n = 0; n < 3; n += 1) await noteVisit(office.world)(ID, committee('c1'));
    expect((await office.state(ID)).seq).toBe(2);
  });

  it('a second signature, by somebody with a name', async () => {
    const office = await asked();
    await office.submit(ID, 'first', [0]);
    const sign = (name: string) => countersignPart(office.world)(ID, by('c1', `signs ${name}`), 2, { name });
    await expect(sign(' ')).rejects.toMatchObject({ problems: [{ place: 'name' }] });
    await sign('Lê Thị Bình');
    expect((await office.state(ID)).parts[0]?.countersigned).toBeDefined();
  });

  it('another member who lives there, in words that no event holds', async () => {
    const office = await asked();
    await expect(reportUnlisted(office.world)(ID, by('c1', 'none'), ' ')).rejects.toMatchObject({ name: 'Invalid' });
    await reportUnlisted(office.world)(ID, by('c1', 'one'), 'Ông Bảy ở số 5.');
    expect((await office.rows(CYCLE))[0]?.unlisted).toBe(1);
    const journal = office.table.all().filter(({ pk }) => pk.startsWith('J#'));
    expect(JSON.stringify(journal)).not.toContain('Ông Bảy');
  });

  it('that a hand steps aside: reminders go on while another hand of it has the member, and end when the ward has', async () => {
    const office = await asked();
    await office.submit(ID, 'the others', [1, 2]);
    await office.submit(ID, 'the fourth', [3], NOT_HERE);
    await passConflict(office.world)(ID, by('c1', 'hand'), 0, 'hand');
    await office.at('2026-11-16T02:00:00.000Z');
    await office.doAll(CYCLE);
    expect((await office.state(ID)).reminders).toHaveLength(1);
    await passConflict(office.world)(ID, by('c1', 'ward'), 0, 'ward');
    await office.at('2026-11-27T02:00:00.000Z');
    await office.doAll(CYCLE);
    expect((await office.state(ID)).reminders).toHaveLength(1);
  });
});
