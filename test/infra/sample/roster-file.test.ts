import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import { type Kind, readColumns } from '#domain/roster-columns.ts';
import { readCommittee, readMember } from '#domain/roster-rows.ts';
import { kindWords } from '#domain/roster-words.ts';
import { foldedWord } from '#domain/written-text.ts';
import { rosterCsv, rosterXlsx } from '#infra/local/sample/files.ts';
import { sampleVillage, type Town } from '#infra/local/sample/town.ts';

describe('the town as a roster file', () => {
  const town = sampleVillage(7);
  const reading = { dates: 'dmy', workbook: false, today: '2026-11-12' } as const;

  const readBack = (rows: readonly (readonly string[])[], told?: Kind): Town => {
    const [headings = [], ...rest] = rows;
    const columns = readColumns([...headings], told);
    if ('fault' in columns) throw new Error(columns.fault.reason);
    const { at, extra } = columns.columns;
    expect(extra).toEqual([]);
    const committees: Committee[] = [];
    const members: Member[] = [];
    for (const row of rest) {
      const kind = told ?? kindWords.get(foldedWord(row[at.get('kind') ?? -1] ?? ''));
      const cell = (field: Parameters<typeof at.get>[0]) => row[at.get(field) ?? -1] ?? '';
      const read = kind === 'committee' ? readCommittee(cell) : readMember(cell, reading);
      if (!('kept' in read)) throw new Error(JSON.stringify(read));
      if ('level' in read.kept) committees.push(read.kept);
      else members.push(read.kept);
    }
    return { committees, members };
  };

  it('is read back whole from CSV, which begins with the mark that Excel looks for', () => {
    const csv = rosterCsv(town);
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(readBack(parse(csv, { bom: true }))).toEqual(town);
  });

  it('is read back whole from a workbook of two sheets', async () => {
    const sheets = await readXlsxFile(Buffer.from(await rosterXlsx(town)));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['committees', 'members']);
    const rows = sheets.map(({ data }) => data.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
    const { committees } = readBack(rows[0] ?? [], 'committee');
    const { members } = readBack(rows[1] ?? [], 'member');
    expect({ committees, members }).toEqual(town);
  });
});
