import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '#adapters/memory-files.ts';
import type { Files } from '#ports';
import { cellsOfShard, dropRosters, findMembers, membersOf, rosterManifest } from '#records/roster.ts';
import { aMember, aWard, bothCsv, committeeHeadings, membersCsv, pieces } from '#test/support/roster-files.ts';
import { office, three, withWard } from '#test/support/roster-office.ts';

describe('an import that is interrupted', () => {
  /** Files that fail at the nth write, as a process that is killed there. */
  const killedAt = (n: number) => {
    const files = memoryFiles();
    let writes = 0;
    const failing: Files = {
      ...files,
      write: async (name, content) => {
        writes += 1;
        if (writes === n) throw new Error('killed');
        return files.write(name, content);
      },
    };
    return { failing, writesUntil: () => writes };
  };

  it('at any write leaves the roster in force, and the same file then comes in', async () => {
    const members = Array.from({ length: 40 }, (_, i) => aMember({ id: `DV-${100 + i}`, name: `Người ${i}` }));
    for (let n = 1; ; n += 1) {
      // The first import makes three writes: committees, one shard of cells, manifest.
      const { failing, writesUntil } = killedAt(n + 3);
      const here = office({}, failing);
      await here.upload(bothCsv(aWard, three));
      const before = await here.version();
      const outcome = await here.upload(bothCsv(aWard, members)).catch((error: Error) => error.message);
      if (writesUntil() < n + 3) break;
      expect(outcome).toBe('killed');
      expect(await here.version()).toBe(before);
      expect(await here.members()).toEqual(three);
      expect(await here.upload(bothCsv(aWard, members))).toMatchObject({
        applied: true,
        members: { create: 40, remove: 3 },
      });
      expect(await here.members()).toEqual(members);
    }
  });

  it('by another import is told so, and the other stands', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, three));
    const both = await Promise.allSettled([
      here.upload(membersCsv(three.slice(0, 1))),
      here.upload(membersCsv(three.slice(0, 2))),
    ]);
    const refusals = both.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    expect(refusals).toEqual(['Stale']);
    expect([1, 2]).toContain((await here.members()).length);
  });

  it('by the same file is no quarrel', async () => {
    const here = office();
    const both = await Promise.all([here.upload(bothCsv(aWard, three)), here.upload(bothCsv(aWard, three))]);
    expect(both.map(({ applied }) => applied)).toEqual([true, true]);
  });
});

describe('the roster in force', () => {
  it('gives the members of one committee, and finds them by name without accents', async () => {
    const here = office();
    await here.upload(bothCsv(aWard, [...three, aMember({ id: 'DV-005', name: 'Đỗ Thị Hoà' })]));
    const version = await here.version();
    expect((await membersOf(here.files, version, 'CB-01')).map(({ id }) => id)).toEqual(['DV-001', 'DV-002', 'DV-005']);
    expect(await membersOf(here.files, version, 'CB-77')).toEqual([]);
    expect((await findMembers(here.files, version, 'CB-01', 'do thi HÒA')).map(({ id }) => id)).toEqual(['DV-005']);
    expect((await findMembers(here.files, version, 'CB-02', 'do thi')).map(({ id }) => id)).toEqual([]);
  });

  it('of many members lies in shards that hold each committee once', async () => {
    const here = await withWard();
    const members = Array.from({ length: 9_000 }, (_, i) =>
      aMember({ id: `DV-${i}`, name: `Người ${i}`, residenceId: `CB-${i % 90}` }),
    );
    await here.upload(membersCsv(members), { content: pieces(membersCsv(members)) });
    const version = await here.version();
    const { shards, cells } = await rosterManifest(here.files, version);
    expect(shards).toBe(4);
    const seen: string[] = [];
    for (let shard = 0; shard < shards; shard += 1) {
      for await (const cell of cellsOfShard(here.files, version, shard)) {
        seen.push(cell.committeeId);
        expect(await membersOf(here.files, version, cell.committeeId)).toEqual(cell.members);
      }
    }
    expect(new Set(seen).size).toBe(90);
    expect(seen).toHaveLength(cells);
  });

  it('outlives versions that nobody needs', async () => {
    const here = office();
    const first = await here.upload(bothCsv(aWard, three));
    const second = await here.upload(membersCsv(three.slice(0, 2)));
    const third = await here.upload(membersCsv(three.slice(0, 1)));
    expect(await dropRosters(here, [second.version ?? ''])).toBe(3);
    const left = new Set((await here.files.list('rosters/')).map((name) => name.split('/')[1]));
    expect(left).toEqual(new Set([second.version, third.version]));
    expect(left).not.toContain(first.version);
  });
});

describe('the code of the import', () => {
  it('writes nothing of an upload to a log or a temporary file', () => {
    for (const name of [
      'import',
      'gather',
      'csv',
      'xlsx',
      'heap',
      'settle',
      'compare',
      'sniff',
      'workbook',
      'zip',
      'xml',
    ]) {
      const source = readFileSync(new URL(`../../../functions/steps/roster/${name}.ts`, import.meta.url), 'utf8');
      expect(source).not.toMatch(/console\.|node:fs|tmpdir/);
    }
    expect(committeeHeadings).toHaveLength(8);
  });
});
