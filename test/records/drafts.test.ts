import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Json } from '#ports';
import {
  countDrafts,
  type DraftPart,
  draftsOf,
  hasDrafts,
  readDraft,
  removeDraft,
  saveDraft,
} from '#records/drafts.ts';
import { handClock } from '#test/support/edge.ts';

const requestId = '2026.c12';
const member: DraftPart = { memberId: 'm1' };

function desk() {
  const w = { table: memoryTable(), clock: handClock() };
  const save = (part: DraftPart, expectedVersion: number, answer: Json, finished = false) =>
    saveDraft(w, requestId, part, { expectedVersion, answer, finished, keepUntil: '2027-01-01T00:00:00.000Z' });
  const first = async (part: DraftPart, answer: Json, finished = false): Promise<number> => {
    const saved = await save(part, 0, answer, finished);
    if (saved.outcome !== 'saved') throw new Error('not saved');
    return saved.version;
  };
  return { ...w, save, first };
}

describe('a draft', () => {
  it('is read back as it was saved, under a version that rises', async () => {
    const d = desk();
    const version = await d.first(member, { remarks: 'tích cực' });
    expect(await d.save(member, version, { remarks: 'rất tích cực' })).toEqual({
      outcome: 'saved',
      version: version + 1,
    });
    expect(await readDraft(d.table, requestId, member)).toEqual({
      part: member,
      version: version + 1,
      answer: { remarks: 'rất tích cực' },
      finished: false,
      savedAt: d.clock.now(),
    });
  });

  it('of two editors keeps the first and gives the second both (A15)', async () => {
    const d = desk();
    const version = await d.first(member, { remarks: 'đầu' });
    await d.save(member, version, { remarks: 'của đồng chí A' });
    const second = await d.save(member, version, { remarks: 'của đồng chí B' });
    expect(second).toMatchObject({ outcome: 'stale', current: { answer: { remarks: 'của đồng chí A' } } });
    expect(await readDraft(d.table, requestId, member)).toMatchObject({ answer: { remarks: 'của đồng chí A' } });
  });

  it('begun by two at once is one of theirs', async () => {
    const d = desk();
    const both = await Promise.all([d.save(member, 0, { by: 'A' }), d.save(member, 0, { by: 'B' })]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['saved', 'stale']);
  });

  it('saved twenty times at once is saved once, and all are told so (A13)', async () => {
    const d = desk();
    const version = await d.first(member, { remarks: 'đầu' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => d.save(member, version, { remarks: 'một lần' })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ outcome: 'saved', version: version + 1 })]),
    );
    expect(await readDraft(d.table, requestId, member)).toMatchObject({ version: version + 1 });
  });

  it('is not taken for saved when only its being finished differs', async () => {
    const d = desk();
    const version = await d.first(member, { remarks: 'đầu' });
    await d.save(member, version, { remarks: 'sau' }, false);
    expect(await d.save(member, version, { remarks: 'sau' }, true)).toMatchObject({ outcome: 'stale' });
  });

  it('sent and begun again is not overwritten by a page left open before', async () => {
    const d = desk();
    const version = await d.first(member, { remarks: 'bản cũ' });
    expect(await removeDraft(d.table, requestId, member, version)).toBe(true);
    expect(await d.save(member, version, { remarks: 'trang cũ' })).toEqual({ outcome: 'stale', current: undefined });
    d.clock.move(0.001);
    await d.first(member, { remarks: 'bản mới' });
    expect(await d.save(member, version, { remarks: 'trang cũ' })).toMatchObject({ outcome: 'stale' });
    expect(await readDraft(d.table, requestId, member)).toMatchObject({ answer: { remarks: 'bản mới' } });
  });

  it('stays when it was saved again while being sent', async () => {
    const d = desk();
    const version = await d.first(member, { remarks: 'bản gửi' });
    await d.save(member, version, { remarks: 'sửa thêm' });
    expect(await removeDraft(d.table, requestId, member, version)).toBe(false);
    expect(await readDraft(d.table, requestId, member)).toMatchObject({ answer: { remarks: 'sửa thêm' } });
  });
});

describe('the drafts of a request', () => {
  it('are listed with the meeting, and members counted', async () => {
    const d = desk();
    expect(await hasDrafts(d.table, requestId)).toBe(false);
    await d.first('meeting', { date: '2026-11-10' });
    await d.first({ memberId: 'm2' }, {}, true);
    await d.first({ memberId: 'm1' }, {});
    const drafts = await draftsOf(d.table, requestId);
    expect(drafts.map(({ part }) => part)).toEqual(['meeting', { memberId: 'm1' }, { memberId: 'm2' }]);
    expect(countDrafts(drafts)).toEqual({ begun: 2, finished: 1 });
    expect(await hasDrafts(d.table, requestId)).toBe(true);
    expect(await draftsOf(d.table, '2026.c13')).toEqual([]);
  });
});
