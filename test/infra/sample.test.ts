import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { checkAnswer } from '#domain/comment.ts';
import { type Committee, committeesById, lineUp, routingProblems } from '#domain/committee.ts';
import { formOf, LATEST_FORM } from '#domain/form.ts';
import type { Member } from '#domain/member.ts';
import { qualityHints } from '#domain/quality.ts';
import { type Kind, readColumns } from '#domain/roster-columns.ts';
import { readCommittee, readMember } from '#domain/roster-rows.ts';
import { kindWords } from '#domain/roster-words.ts';
import { folded, foldedWord } from '#domain/written-text.ts';
import { answerOf } from '#infra/local/sample/answers.ts';
import { rosterCsv, rosterXlsx } from '#infra/local/sample/files.ts';
import { storyOf } from '#infra/local/sample/story.ts';
import { sampleTown, sampleVillage, type Town, vinh } from '#infra/local/sample/town.ts';

const form = formOf(LATEST_FORM);
const today = '2026-11-12';

const cellsOf = (town: Town): Committee[] => town.committees.filter(({ level }) => level === 'cell');
const sizesOf = (town: Town): number[] => {
  const sizes = new Map(cellsOf(town).map(({ id }) => [id, 0]));
  for (const { residenceId } of town.members) sizes.set(residenceId, (sizes.get(residenceId) ?? Number.NaN) + 1);
  return [...sizes.values()];
};
const addressesOf = (town: Town): string[] => [
  ...town.committees.flatMap(({ mailbox, secondContact }) => [mailbox ?? [], secondContact ?? []].flat()),
  ...town.members.flatMap(({ mailbox }) => mailbox ?? []),
];
const counted = <T>(values: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const anyTown = fc.record({
  seed: fc.integer(),
  committees: fc.integer({ min: 1, max: 60 }),
  members: fc.integer({ min: 0, max: 1_500 }),
  wards: fc.integer({ min: 1, max: 12 }),
  workplaces: fc.integer({ min: 1, max: 20 }),
});

describe('a sample town of any seed and size', () => {
  it('has exactly the cells, wards, workplaces and members asked for', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const town = sampleTown(size);
        const levels = counted(town.committees.map(({ level }) => level));
        expect(levels.get('cell')).toBe(size.committees);
        expect(levels.get('commune')).toBe(size.wards);
        expect(levels.get('province')).toBe(1);
        expect(levels.get('workplace')).toBe(size.workplaces);
        expect(town.members).toHaveLength(size.members);
        expect(sizesOf(town).reduce((sum, many) => sum + many, 0)).toBe(size.members);
      }),
    );
  });

  it('leaves no cell empty while there are members for each', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const empty = sizesOf(sampleTown(size)).filter((many) => many === 0).length;
        expect(empty).toBe(Math.max(0, size.committees - size.members));
      }),
    );
  });

  it('shows a cell of 207 and a cell of one where the totals allow', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 0, max: 2_000 }),
        (seed, n, more) => {
          const sizes = sizesOf(sampleTown({ seed, committees: n, members: 207 + n - 1 + more }));
          expect(sizes).toContain(207);
          expect(sizes).toContain(1);
        },
      ),
    );
  });

  it('is refused without a cell, a ward or a workplace, or with part of a member', () => {
    const size = { seed: 1, committees: 2, members: 9 };
    for (const wrong of [{ committees: 0 }, { wards: 0 }, { workplaces: 0 }, { members: -1 }, { members: 1.5 }]) {
      expect(() => sampleTown({ ...size, ...wrong })).toThrow(RangeError);
    }
  });

  it('passes the dry run before a launch: a sound tree, everybody routed, everybody reachable', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const town = sampleTown(size);
        expect(routingProblems(town.committees, town.members)).toEqual([]);
        const byId = committeesById(town.committees);
        for (const cell of cellsOf(town)) {
          expect(lineUp(cell.id, byId).map(({ level }) => level)).toEqual(['cell', 'commune', 'province']);
        }
      }),
    );
  });

  it('writes to nobody: every address ends in .example', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        for (const address of addressesOf(sampleTown(size)))
          expect(address).toMatch(/^[a-z0-9.-]+@[a-z0-9-]+\.example$/);
      }),
    );
  });

  it('never has two members of one mailbox', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const mailboxes = sampleTown(size).members.flatMap(({ mailbox }) => mailbox ?? []);
        expect(new Set(mailboxes).size).toBe(mailboxes.length);
      }),
    );
  });

  it('never has two members of one name and birthday, accents aside, however many share a name', () => {
    const { members } = sampleTown({ seed: 1, committees: 900, members: 50_000 });
    const people = members.map(({ name, birthDate }) => `${folded(name)} ${birthDate}`);
    expect(new Set(people).size).toBe(people.length);
  });

  it('is the same town for the same seed, and another for another', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        expect(sampleTown(size)).toEqual(sampleTown(size));
        const other = sampleTown({ ...size, seed: size.seed + 1 });
        if (size.members > 5) expect(other.members).not.toEqual(sampleTown(size).members);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the town of the measure of Vinh', () => {
  const town = sampleTown({ seed: 1, ...vinh });
  const cells = cellsOf(town);

  it('has its wards and workplaces by default', () => {
    const { committees, members } = vinh;
    expect(sampleTown({ seed: 1, committees, members })).toEqual(town);
  });

  it('has cells of 1, 55 and 207 and none larger, skewed around a mean of 55', () => {
    const sizes = sizesOf(town).toSorted((a, b) => a - b);
    expect(sizes).toEqual(expect.arrayContaining([1, 55, 207]));
    expect(sizes.at(-1)).toBe(207);
    expect(sizes.filter((many) => many === 207 || many === 1)).toHaveLength(2);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    expect(median).toBeGreaterThan(35);
    expect(median).toBeLessThan(55);
  });

  it('has every channel and language, and mailboxes that two cells share in one language', () => {
    expect([...counted(cells.map(({ channel }) => channel)).keys()].toSorted()).toEqual(['mailbox', 'paper', 'ward']);
    expect([...counted(cells.map(({ language }) => language)).keys()].toSorted()).toEqual(['en', 'fr', 'vi']);
    const behind = Map.groupBy(cells, ({ mailbox }) => mailbox ?? 'none');
    behind.delete('none');
    const shared = [...behind.values()].filter((sharers) => sharers.length > 1);
    expect(shared).toHaveLength(7);
    for (const sharers of shared) expect(new Set(sharers.map(({ language }) => language)).size).toBe(1);
  });

  it('has about 8 % in category B, 30 % with a mailbox, and many who share a name', () => {
    const share = (test: (member: Member) => boolean) => town.members.filter(test).length / town.members.length;
    expect(share(({ category }) => category === 'B')).toBeCloseTo(0.08, 2);
    expect(share(({ mailbox }) => mailbox !== undefined)).toBeCloseTo(0.3, 1);
    expect(share(({ name }) => name.startsWith('Nguyễn '))).toBeCloseTo(0.38, 1);
    expect(share(({ name }) => name.startsWith('Đ'))).toBeGreaterThan(0.04);
    expect(new Set(town.members.map(({ name }) => name)).size).toBeLessThan(town.members.length * 0.6);
  });

  it('writes names composed, with both places of the tone', () => {
    const names = town.members.map(({ name }) => name);
    expect(names.filter((name) => name !== name.normalize('NFC'))).toEqual([]);
    for (const spelling of ['Hoà', 'Hòa', 'Thuý', 'Thúy']) {
      expect(names.some((name) => name.split(' ').includes(spelling.normalize('NFC')))).toBe(true);
    }
  });
});

describe('the small town that an empty directory is offered', () => {
  it('shows one of everything that the large one has', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const town = sampleVillage(seed);
        const cells = cellsOf(town);
        expect(cells).toHaveLength(12);
        expect(town.members).toHaveLength(180);
        for (const channel of ['mailbox', 'ward', 'paper'])
          expect(cells.map((cell) => cell.channel)).toContain(channel);
        for (const language of ['vi', 'en', 'fr']) expect(cells.map((cell) => cell.language)).toContain(language);
        const workplaces = new Set(town.members.map(({ workplaceId }) => workplaceId));
        expect(workplaces.size).toBe(6);
      }),
    );
  });
});

describe('the story of a town', () => {
  const town = sampleTown({ seed: 1, ...vinh });
  const story = storyOf(1, town);

  it('gives every cell something to do, and every deed to some cell', () => {
    expect([...story.cells.keys()]).toEqual(cellsOf(town).map(({ id }) => id));
    const deeds = counted([...story.cells.values()].map(({ does }) => does));
    expect(deeds.size).toBe(9);
    expect(deeds.get('answersEarly')).toBeGreaterThan(325 / 2);
  });

  it('lets at least about half of any town answer at the first asking', () => {
    fc.assert(
      fc.property(anyTown, (size) => {
        const small = sampleTown(size);
        const deeds = [...storyOf(size.seed, small).cells.values()].map(({ does }) => does);
        const early = deeds.filter((does) => does === 'answersEarly').length;
        expect(deeds).toHaveLength(size.committees);
        expect(early).toBeGreaterThanOrEqual(Math.floor((size.committees - 1) / 2));
      }),
    );
  });

  it('bounces only mail to a mailbox that no other cell has', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const small = sampleVillage(seed);
        const mailboxes = counted(small.committees.map(({ mailbox }) => mailbox));
        for (const [id, { does }] of storyOf(seed, small).cells) {
          const cell = small.committees.find((committee) => committee.id === id);
          if (does !== 'bounces') continue;
          expect(cell?.channel).toBe('mailbox');
          expect(mailboxes.get(cell?.mailbox)).toBe(1);
        }
      }),
    );
  });

  it('gives words to a ward that sends back or excuses, and to nobody else', () => {
    for (const { does, reason } of story.cells.values()) {
      expect(reason !== undefined).toBe(does === 'sentBack' || does === 'excused');
    }
  });

  it('lets a few members with a mailbox state a view', () => {
    const mailed = new Set(town.members.filter(({ mailbox }) => mailbox).map(({ id }) => id));
    expect(story.views.size).toBeGreaterThan(100);
    for (const id of story.views.keys()) expect(mailed.has(id)).toBe(true);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(storyOf(1, town)).toEqual(story);
    expect(storyOf(2, town).cells).not.toEqual(story.cells);
  });
});

describe('the answers of a sample', () => {
  const town = sampleTown({ seed: 1, ...vinh });
  const answers = town.members.map((member) => answerOf(1, form, member, today));

  it('may all be submitted, whatever the seed, the category and the day', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2031-12-31'), noInvalidDate: true });
    const village = sampleVillage();
    fc.assert(
      fc.property(fc.integer(), day, fc.integer({ min: 1, max: 2 }), (seed, at, round) => {
        const on = at.toISOString().slice(0, 10);
        for (const member of village.members) {
          const answer = answerOf(seed, form, member, on, round);
          expect(checkAnswer(form, member.category, answer, on)).toEqual([]);
        }
      }),
    );
  });

  it('are comments but for two or three in a hundred, of every kind there is', () => {
    const kinds = counted(answers.map((answer) => (answer.kind === 'notHere' ? answer.which : answer.kind)));
    const others = town.members.length - (kinds.get('comment') ?? 0);
    expect(others / town.members.length).toBeGreaterThan(0.02);
    expect(others / town.members.length).toBeLessThan(0.035);
    expect(kinds.size).toBe(5);
  });

  it('use every level of every criterion', () => {
    for (const category of ['A', 'B'] as const) {
      for (const criterion of form.categories[category].criteria) {
        const used = answers.flatMap((answer, n) =>
          answer.kind === 'comment' && town.members[n]?.category === category ? answer.levels[criterion.id] : [],
        );
        expect(new Set(used)).toEqual(new Set(criterion.levels.map(({ id }) => id)));
      }
    }
  });

  it('have texts of their own: no cell looks like a formality', () => {
    const byCell = Map.groupBy(
      answers.map((answer, n) => ({ answer, member: town.members[n] as Member })),
      ({ member }) => member.residenceId,
    );
    const hinted = [...byCell.values()].filter(
      (cell) =>
        qualityHints(
          form,
          cell.map(({ answer, member }) => ({ answer, category: member.category })),
        ).length > 0,
    );
    expect(hinted).toEqual([]);
  });

  it('give a fact its date in the words too, and money is never one', () => {
    for (const answer of answers) {
      if (answer.kind !== 'comment') continue;
      for (const { text, factDate } of Object.values(answer.reasons)) {
        const [year, month, day] = (factDate ?? '').split('-').map(Number);
        expect(text).toContain(`${day}/${month}/${year}`);
        expect(text).not.toMatch(/tiền|ủng hộ|quyên góp|đóng góp quỹ/i);
      }
    }
  });

  it('are the same for the same seed, whoever is asked first', () => {
    const backwards = town.members.toReversed().map((member) => answerOf(1, form, member, today));
    expect(backwards.toReversed()).toEqual(answers);
  });
});

describe('the town as a roster file', () => {
  const town = sampleVillage(7);
  const reading = { dates: 'dmy', workbook: false, today } as const;

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
