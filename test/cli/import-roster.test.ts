import { describe, expect, test } from 'vitest';
import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { parse } from '#cli/parse.ts';
import { importVerb, outcomeOf } from '#cli/verbs/roster.ts';
import { importRoster } from '#steps/roster/import.ts';
import { pieces } from '#test/support/roster-files.ts';

const office = () => {
  const files = memoryFiles();
  const table = memoryTable();
  const run = async (text: string, goodRowsOnly = false) =>
    outcomeOf(
      await importRoster({ table, files, clock: { now: () => '2026-11-12T02:00:00.000Z' } })({
        content: pieces(Buffer.from(text)),
        dryRun: false,
        goodRowsOnly,
        by: 'An',
      }),
    );
  const everything = async () => {
    let all = JSON.stringify(table.all());
    for (const name of await files.list(''))
      for await (const chunk of (await files.read(name)) ?? []) all += Buffer.from(chunk).toString('utf8');
    return all;
  };
  return { run, everything };
};

const COMMITTEES = 'id,name,level,mailbox\nc1,Chi bộ 1,cell,a@b.example\n';
const MEMBERS = 'id,name,birth date,workplace,residence,category,mailbox\nm1,Nguyễn Văn An,1970,e1,c1,A,\n';

describe('import', () => {
  test('reads members under the committees of one file, and of category C nothing is told or kept', async () => {
    const { run, everything } = office();
    const told = await run(`${COMMITTEES}${MEMBERS}m2,Trần Kín,12/05/1981,e1,c1,C,kin@b.example\n`, true);
    expect(told).toMatchObject({ status: 0, json: { members: { create: 1 }, problems: { total: 1 } } });
    expect(told.lines.join('\n')).toMatch(/ {2}row 5: A member exempt from introduction/);
    const all = JSON.stringify(told) + (await everything());
    expect(all).toContain('Nguyễn Văn An');
    expect(all).not.toMatch(/m2|Trần Kín|1981|kin@/);
  });

  test('says of a file without members that they are left as they are', async () => {
    const { run } = office();
    await run(COMMITTEES + MEMBERS);
    const told = await run(COMMITTEES);
    expect(told.lines).toContain('Members: none is taken from this file; 1 in force is left as it is.');
    expect(told.lines).toContain('Committees: 0 new, 0 changed, 0 gone, 1 the same.');
  });

  test('says how many stay because their row is bad', async () => {
    const { run } = office();
    await run(COMMITTEES + MEMBERS);
    const next = `${MEMBERS.replace('1970', '31/02/1970')}m3,Lê Ba,1971,e1,c1,A,\n`;
    expect((await run(next, true)).lines).toContain(
      'Members: 1 new, 0 changed, 0 moved, 0 gone, 0 the same, 1 left as it is.',
    );
  });

  test('explains in its help which headings there are and how a cell is written', () => {
    const read = parse(['import', '--help'], [importVerb]);
    const text = read.kind === 'help' ? read.text : '';
    const levels = 'cell | commune | province | workplace';
    for (const words of ['mã đảng viên', 'birth date', 'diện', 'A | B', levels, 'dd/mm/yyyy', 'docs/roster.md'])
      expect(text).toContain(words);
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });
});
