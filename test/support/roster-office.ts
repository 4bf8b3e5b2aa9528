import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import type { Files } from '#ports';
import { currentRoster, rosterCells, rosterCommittees } from '#records/roster.ts';
import { importRoster, type RosterUpload } from '#steps/roster/import.ts';
import { type Limits, usualLimits } from '#steps/roster/rows.ts';
import {
  aMember,
  aWard,
  type Cells,
  committeeCells,
  committeeHeadings,
  committeesCsv,
  csvFile,
  memberHeadings,
  pieces,
} from '#test/support/roster-files.ts';

const clock = { now: () => '2026-11-12T02:00:00.000Z' };

/** An office that brings a roster, and what came of it. */
export const office = (limits: Partial<Limits> = {}, files: Files = memoryFiles()) => {
  const table = memoryTable();
  const run = importRoster({ table, files, clock, limits: { ...usualLimits, ...limits } });
  const upload = (content: Uint8Array, how: Partial<RosterUpload> = {}) =>
    run({ content: pieces(content, 37), dryRun: false, by: 'admin-1', ...how });
  const version = async () => (await currentRoster(table))?.version ?? '';
  const members = async (): Promise<Member[]> => {
    const all: Member[] = [];
    for await (const cell of rosterCells(files, await version())) all.push(...cell.members);
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  const committees = async (): Promise<Committee[]> => Array.fromAsync(rosterCommittees(files, await version()));
  const everything = async (): Promise<string> => {
    const texts = [JSON.stringify(table.all())];
    for (const name of await files.list('')) {
      for await (const chunk of (await files.read(name)) ?? []) texts.push(Buffer.from(chunk).toString('utf8'));
    }
    return texts.join('\n');
  };
  return { table, files, upload, version, members, committees, everything };
};

/** An office whose ward is known, so that a list of members alone makes sense. */
export const withWard = async (limits: Partial<Limits> = {}) => {
  const here = office(limits);
  await here.upload(committeesCsv(aWard));
  return here;
};

export const three = [
  aMember(),
  aMember({ id: 'DV-002', name: 'Trần Thị Bình' }),
  aMember({ id: 'DV-003', name: 'Lê Chi', residenceId: 'CB-02' }),
];

export const rows = (...lines: Cells[]) => csvFile([memberHeadings, ...lines]);
export const aWardRows: readonly Cells[] = [committeeHeadings, ...aWard.map(committeeCells)];
