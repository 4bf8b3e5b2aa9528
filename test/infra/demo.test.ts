import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDemo } from '#infra/local/demo/demo.ts';
import { type DemoOptions, optionsOf } from '#infra/local/demo/options.ts';
import { brokenTotals, hasName } from '#infra/local/demo/promises.ts';
import { storyTeller } from '#infra/local/demo/tell.ts';
import { emptyFolder } from '#test/support/folder.ts';

const quiet = { told: () => {}, moment: () => {} };
const of = (committees: number, members: number, seed: string, out?: string): DemoOptions => ({
  committees,
  members,
  seed,
  json: true,
  ...(out === undefined ? {} : { out }),
});

describe('the demo', () => {
  it.each([
    [1, 1, '1'],
    [3, 12, '1'],
    [5, 3, 'few members'],
    [12, 180, '1'],
    [14, 150, 'another'],
  ])('ends with totals that add up: %i cells, %i members, seed %s', async (committees, members, seed) => {
    const { summary, broken } = await runDemo(of(committees, members, seed), quiet);
    expect(broken).toEqual([]);
    expect(summary).toMatchObject({ committees, members, evaluations: members, delivered: members });
    expect(summary.answered + summary.notHere + summary.noComment).toBe(members);
    expect(summary.mails.request).toBeGreaterThan(0);
  });

  it('shows in a small town what a large one shows', async () => {
    const { summary } = await runDemo(of(14, 150, '2'), quiet);
    const { mails, confirmed, late, noComment, escalated, bounced } = summary;
    for (const shown of [confirmed, late, noComment, escalated, bounced]) expect(shown).toBeGreaterThan(0);
    for (const kind of [
      'request',
      'receipt',
      'reminder',
      'sentBack',
      'overdue',
      'unreachable',
      'memberTold',
      'evaluations',
    ])
      expect(mails[kind], kind).toBeGreaterThan(0);
  });

  it('tells the same story for the same seed, and another for another', async () => {
    const story = async (seed: string) => {
      const tell = storyTeller();
      const lines: string[] = [];
      const moment = (...args: Parameters<typeof tell>) => lines.push(tell(...args) ?? '');
      const { summary } = await runDemo(of(8, 60, seed), { told: (line) => lines.push(line), moment });
      return { lines, summary: { ...summary, ms: 0 } };
    };
    const first = await story('7');
    expect(await story('7')).toEqual(first);
    expect((await story('8')).lines).not.toEqual(first.lines);
  });

  it('leaves the roster, the mails, the evaluations and the packs behind', async () => {
    const out = await emptyFolder();
    const { summary } = await runDemo(of(12, 180, '1', out), quiet);
    const mails = JSON.parse(await readFile(join(out, 'mails.json'), 'utf8'));
    expect(mails).toHaveLength(Object.values(summary.mails).reduce((sum, count) => sum + count, 0));
    for (const mail of mails)
      expect(Object.keys(mail).sort()).toEqual(['html', 'id', 'kind', 'links', 'sentAt', 'subject', 'text', 'to']);
    const evaluations = JSON.parse(await readFile(join(out, 'evaluations.json'), 'utf8'));
    expect(evaluations).toHaveLength(180);
    const ends = Map.groupBy(evaluations, ({ state }: { state: string }) => state);
    expect(ends.get('commented')).toHaveLength(summary.answered);
    for (const { memberId, name, workplace, residence } of evaluations)
      expect([memberId, name, workplace, residence].every((text) => typeof text === 'string' && text !== '')).toBe(
        true,
      );
    const packs = await readdir(join(out, 'packs'));
    expect(packs.sort()).toEqual(['e001.csv', 'e001.xlsx']);
    for (const name of ['roster.xlsx', join('packs', 'e001.xlsx')])
      expect((await readFile(join(out, name))).subarray(0, 2).toString()).toBe('PK');
  });

  it.each([
    [{ answered: 9 }, 'the totals do not add up: 9 answered + 1 not here + 1 without a comment = 11, and there are 12'],
    [{ evaluations: 11, delivered: 11 }, 'there are 11 evaluations of 12 members'],
    [{ delivered: 7 }, '7 of 12 evaluations were delivered'],
  ])('says it when totals do not add up: %o', (wrong, sentence) => {
    const right = { members: 12, answered: 10, notHere: 1, noComment: 1, evaluations: 12, delivered: 12 };
    expect(brokenTotals(right)).toEqual([]);
    expect(brokenTotals({ ...right, ...wrong })).toEqual([expect.stringContaining(sentence)]);
  });

  it.each([
    ['Đồng chí Nguyễn Thị Hoà đã gửi', true],
    ['nguyễn thị hoà', false],
    ['Nguyễn Thị Hoàng', false],
    ['chi bộ khối 12, Hoà Bình', false],
  ])('sees a name in %s: %s', (line, found) => {
    expect(hasName(new Set(['Nguyễn Thị Hoà']), line)).toBe(found);
  });
});

describe('the options of the demo', () => {
  it('are those of Vinh unless they are given, with as many members a cell', () => {
    expect(optionsOf([])).toEqual({ committees: 325, members: 17_887, seed: '1', json: false });
    expect(optionsOf(['--committees', '65'])).toMatchObject({ committees: 65, members: 3577 });
    expect(optionsOf(['--members', '12', '--committees', '3', '--seed', 'x', '--json', '--out', 'd'])).toEqual({
      committees: 3,
      members: 12,
      seed: 'x',
      json: true,
      out: 'd',
    });
  });

  it.each([['--committees', '0'], ['--members', 'many'], ['--what'], ['--seed']])('refuse %s %s', (...args) => {
    expect(optionsOf(args)).toHaveProperty('wrong');
  });
});
