import { describe, expect, it } from 'vitest';
import { readText } from '#records/texts.ts';
import {
  confirmAnswers,
  excuseCommittee,
  grantTime,
  pressCommittee,
  reissueLink,
  reopenAnswers,
  replaceContact,
  sendBackAnswers,
} from '#steps/confirm/confirm.ts';
import { stop } from '#steps/launch/control.ts';
import { anOffice, by, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';

const CYCLE = '2026-11-open01';
const ID = `${CYCLE}.c1`;

async function asked(more: Partial<CellSeed> = {}): Promise<Office> {
  const office = await anOffice(rosterCsv([{ id: 'c1', members: membersOf('c1', 2), ...more }]));
  await office.begin();
  return office;
}

async function answered(more: Partial<CellSeed> = {}): Promise<Office> {
  const office = await asked(more);
  await office.submit(ID, 'all', [0, 1]);
  return office;
}

describe('the ward', () => {
  it('confirms once, whoever clicks twice', async () => {
    const office = await answered();
    await Promise.all([1, 2, 3].map(() => confirmAnswers(office.world)(ID, by('w1'), [0, 1])));
    const state = await office.state(ID);
    expect(state.slots.every(({ confirmedAt }) => confirmedAt !== undefined)).toBe(true);
    expect(state.seq).toBe(3);
  });

  it('sends back with a reason and two working days, or until the date due where that is later', async () => {
    const office = await answered();
    await sendBackAnswers(office.world)(ID, by('w1', 'early'), [0], 'Thiếu dẫn chứng.');
    expect((await office.state(ID)).slots[0]?.sentBack?.until).toBe('2026-11-30T16:59:59.999Z');
    await office.at('2026-11-27T02:00:00.000Z');
    await sendBackAnswers(office.world)(ID, by('w1', 'late'), [1], 'Thiếu dẫn chứng.');
    const [, slot] = (await office.state(ID)).slots;
    expect(slot?.sentBack?.until).toBe('2026-12-01T16:59:59.999Z');
    expect(slot?.sentBack && (await readText(office.table, ID, slot.sentBack.reason))).toEqual({
      reason: 'Thiếu dẫn chứng.',
    });
    expect(await office.mails('sentBack')).toHaveLength(2);
  });

  it('without a reason sends nothing back and excuses nobody', async () => {
    const office = await answered();
    await expect(sendBackAnswers(office.world)(ID, by('w1'), [0], ' ')).rejects.toMatchObject({ name: 'Invalid' });
    await expect(excuseCommittee(office.world)(ID, by('w1'), '')).rejects.toMatchObject({ name: 'Invalid' });
    expect((await office.state(ID)).seq).toBe(2);
  });

  it('reopens what it confirmed, and the cell may write again', async () => {
    const office = await answered();
    await confirmAnswers(office.world)(ID, by('w1', 'confirms'), [0]);
    await expect(office.submit(ID, 'again', [0])).rejects.toMatchObject({ name: 'AlreadyDone' });
    await reopenAnswers(office.world)(ID, by('w1', 'reopens'), [0]);
    await office.submit(ID, 'again 2', [0]);
    expect((await office.state(ID)).slots[0]?.earlier).toBe(1);
  });

  it('presses at most once in twelve hours', async () => {
    const office = await asked();
    await pressCommittee(office.world)(ID, by('w1', 'one'));
    await expect(pressCommittee(office.world)(ID, by('w1', 'two'))).rejects.toMatchObject({ name: 'AlreadyDone' });
    await office.at('2026-11-02T14:00:00.000Z');
    await pressCommittee(office.world)(ID, by('w1', 'three'));
    expect((await office.state(ID)).presses).toHaveLength(2);
    expect(await office.mails('reminder')).toHaveLength(2);
  });

  it('presses nobody who owes nothing, cannot be reached by mail, or while nothing leaves', async () => {
    const done = await answered();
    await expect(pressCommittee(done.world)(ID, by('w1'))).rejects.toMatchObject({ name: 'AlreadyDone' });
    const onPaper = await asked({ channel: 'paper' });
    await expect(pressCommittee(onPaper.world)(ID, by('w1'))).rejects.toMatchObject({ name: 'NotAllowed' });
    const stopped = await asked();
    await stop(stopped.control)(CYCLE, { by: 'An', commandId: 'stop' }, 'Chờ chỉ đạo.');
    await expect(pressCommittee(stopped.world)(ID, by('w1'))).rejects.toMatchObject({ name: 'CycleStopped' });
    for (const office of [done, onPaper, stopped]) expect((await office.state(ID)).presses).toEqual([]);
  });

  it('gives nobody time beyond the close of the cycle', async () => {
    const office = await asked();
    await expect(grantTime(office.world)(ID, by('w1'), '2027-03-01')).rejects.toMatchObject({
      problems: [{ place: 'until', reason: 'extensionAfterClose' }],
    });
  });

  it('excuses nobody who has answered about everybody', async () => {
    const office = await answered();
    await expect(excuseCommittee(office.world)(ID, by('w1'), 'Lũ lụt.')).rejects.toMatchObject({ name: 'AlreadyDone' });
  });

  it('gives time to the end of a later day there, and the committee is told only while it owes', async () => {
    const office = await answered();
    await expect(grantTime(office.world)(ID, by('w1', 'no'), '2026-11-30')).rejects.toMatchObject({ name: 'Invalid' });
    await grantTime(office.world)(ID, by('w1', 'yes'), '2026-12-02');
    expect((await office.state(ID)).dueAt).toBe('2026-12-02T16:59:59.999Z');
    expect(await office.mails('extended')).toEqual([]);
  });
});

describe('another way to a committee', () => {
  it('ends every link, and the new mailbox gets one', async () => {
    const office = await answered();
    const contact = { channel: 'mailbox', mailbox: 'moi@x.example', language: 'en' } as const;
    await replaceContact(office.world)(ID, by('w1', 'contact'), contact);
    expect(await office.state(ID)).toMatchObject({ linkVersion: 2, contact });
    expect(await office.mails('link')).toMatchObject([{ recipient: { mailbox: 'moi@x.example', language: 'en' } }]);
    await reissueLink(office.world)(ID, by('w1', 'again'));
    expect((await office.state(ID)).linkVersion).toBe(3);
    expect(await office.mails('link')).toHaveLength(2);
  });

  it('on paper gets none', async () => {
    const office = await answered();
    await replaceContact(office.world)(ID, by('w1', 'contact'), { channel: 'paper', language: 'vi' });
    expect(await office.mails('link')).toEqual([]);
    expect((await office.rows(CYCLE))[0]?.channel).toBe('paper');
  });
});
