import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rosterCsv, rosterXlsx } from '#infra/local/sample/files.ts';
import { sampleTown } from '#infra/local/sample/town.ts';
import { type Asked, commandFor, type Figure, inChild, rounded } from './figure.ts';

const ROWS = 100_000;
const CELLS = 1_800;
const REACH = { csv: { seconds: 20, mb: 300 }, xlsx: { seconds: 60, mb: 400 } } as const;

interface Took {
  readonly seconds: number;
  readonly peakMb: number;
}

/** 12: a roster of 100,000 rows, dry run and apply, each format in a process of its own. */
export async function rosterImport({ progress }: Asked): Promise<Figure> {
  const size = { seed: 'bench', committees: CELLS, workplaces: 300 };
  const committees = sampleTown({ ...size, members: CELLS }).committees.length;
  const town = sampleTown({ ...size, members: ROWS - committees });
  const folder = await mkdtemp(join(tmpdir(), 'bench-roster-'));
  try {
    const files = { csv: join(folder, 'roster.csv'), xlsx: join(folder, 'roster.xlsx') };
    await writeFile(files.csv, rosterCsv(town));
    await writeFile(files.xlsx, await rosterXlsx(town));
    progress(`12: ${town.committees.length + town.members.length} rows are written`);
    const csv = await inChild<Took>('importer.ts', [files.csv]);
    const xlsx = await inChild<Took>('importer.ts', [files.xlsx]);
    const told = (took: Took) => `${rounded(took.seconds, 1)} s, ${took.peakMb} MB`;
    const fits = (took: Took, reach: { seconds: number; mb: number }) =>
      took.seconds <= reach.seconds && took.peakMb <= reach.mb;
    return {
      figure: 12,
      title: `import of ${town.committees.length + town.members.length} rows, dry run and apply: CSV; XLSX`,
      value: `${told(csv)}; ${told(xlsx)}`,
      reach: '≤ 20 s and ≤ 300 MB; ≤ 60 s and ≤ 400 MB',
      reference: '–',
      ok: fits(csv, REACH.csv) && fits(xlsx, REACH.xlsx),
      command: commandFor(12),
      detail: { csv, xlsx },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
