import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Evaluation, EvaluationLine } from '#domain/evaluation.ts';
import { keepEvaluation, readEvaluation } from '#records/evaluations.ts';
import { keys } from '#records/keys.ts';

const AT = '2026-12-10T17:00:00.000Z';
const ref = { key: 'answer1.0.aaaaaaaa', hash: 'a'.repeat(43) };

const commented = (slot: number): EvaluationLine => ({
  slot,
  memberId: `m${slot}`,
  workplaceId: `e${slot % 3}`,
  category: 'A',
  outcome: { state: 'commented', how: 'confirmed' },
  answer: { ref, place: slot % 20, part: 2, at: AT, late: false, via: 'link' },
  confirmedAt: AT,
  toldByMail: false,
});
const silent = (slot: number): EvaluationLine => ({
  slot,
  memberId: `m${slot}`,
  workplaceId: 'e1',
  category: 'B',
  outcome: { state: 'noComment', why: 'silence' },
  toldByMail: false,
});

const evaluation = (members: number): Evaluation => ({
  requestId: '2026.c1',
  committeeId: 'c1',
  committeeName: 'Chi bộ khối 1',
  deskId: 'w1',
  version: 1,
  cause: 'close',
  at: AT,
  coverage: { channel: 'mailbox', dueAt: AT, remindedAt: [], pressed: [], escalated: [], parts: [] },
  lines: Array.from({ length: members }, (_, slot) => (slot % 7 === 3 ? silent(slot) : commented(slot))),
});

describe('a released evaluation', () => {
  it.each([0, 1, 25, 250, 251, 600])('of %i members is read as it was kept', async (members) => {
    const table = memoryTable();
    const kept = await keepEvaluation(table, evaluation(members));
    expect(await readEvaluation(table, '2026.c1', kept)).toEqual(evaluation(members));
  });

  it('costs a member some fifty bytes, for what all have in common stands once', async () => {
    const table = memoryTable();
    await keepEvaluation(table, evaluation(200));
    const { items } = await table.query(keys.evaluations('2026.c1'));
    expect(JSON.stringify(items[0]?.body).length).toBeLessThan(200 * 50);
  });

  it('is not read when a line of it was changed', async () => {
    const table = memoryTable();
    const kept = await keepEvaluation(table, evaluation(25));
    const { items } = await table.query(keys.evaluations('2026.c1'));
    const [item] = items;
    if (!item) throw new Error('nothing was kept');
    await table.put({ ...item, body: JSON.parse(JSON.stringify(item.body).replace('"m7"', '"m8"')) });
    await expect(readEvaluation(table, '2026.c1', kept)).rejects.toThrow('not the one that was released');
  });

  it('stands beside the one it corrects', async () => {
    const table = memoryTable();
    const first = await keepEvaluation(table, evaluation(25));
    const second = await keepEvaluation(table, { ...evaluation(26), version: 2, cause: 'event 9' });
    expect((await readEvaluation(table, '2026.c1', first)).lines).toHaveLength(25);
    expect((await readEvaluation(table, '2026.c1', second)).lines).toHaveLength(26);
  });
});
