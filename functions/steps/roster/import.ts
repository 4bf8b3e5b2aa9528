import { localDate } from '#domain/calendar.ts';
import { treeProblems } from '#domain/committee.ts';
import { Refusal } from '#domain/refusal.ts';
import type { DateOrder } from '#domain/written-date.ts';
import type { Clock, Files, Table } from '#ports';
import { bringIntoForce } from '#records/in-force.ts';
import {
  type CurrentRoster,
  confirmRoster,
  currentRoster,
  type RosterContent,
  rosterCells,
  rosterCommittees,
  writeRoster,
} from '#records/roster.ts';
import { compareCommittees, compareMembers, nothing } from './compare.ts';
import { contactsChanged } from './contacts.ts';
import { csvRows } from './csv.ts';
import { gather } from './gather.ts';
import type { Gathered } from './gathered.ts';
import { type RosterReport, Tally, Unreadable } from './report.ts';
import { type Limits, type Sheet, usualLimits } from './rows.ts';
import { settle } from './settle.ts';
import { encodingOf, headingOf, type Sniffed, sniff } from './sniff.ts';
import { xlsxSheets } from './xlsx.ts';

export interface RosterDeps {
  readonly table: Table;
  readonly files: Files;
  readonly clock: Clock;
  readonly limits?: Limits;
}

export interface RosterUpload {
  /** Read once and kept nowhere: a row that is refused must leave no trace. */
  readonly content: AsyncIterable<Uint8Array>;
  /** In bytes, where it is known before reading. */
  readonly size?: number;
  readonly dryRun: boolean;
  /**
   * Of a dry run: write the roster this file makes beside the one in force, so that `putCheckedInForce` can take it without the
   * file. Nothing of a refused row is in it.
   */
  readonly keep?: boolean;
  /** Apply although some rows are bad; members and committees of those rows stay as they are. */
  readonly goodRowsOnly?: boolean;
  /** How `03/04/1980` is meant; day first unless somebody says otherwise. */
  readonly dates?: DateOrder;
  readonly by: string;
  /** Told now and then how many rows have been read. */
  readonly progress?: (rows: number) => void;
}

type Format = Pick<RosterReport, 'format' | 'encoding' | 'delimiter'>;

interface Opened {
  readonly format: Format;
  readonly sheets: readonly Sheet[];
  readonly extra: readonly string[];
}

/**
 * Reads a roster file, says what it would change, and puts it in force when asked to and nothing is wrong. Everything
 * is written beside the roster in force and counts by one conditional write, so a killed import changes nothing.
 * Refuses with `Stale` when another import came between.
 */
export const importRoster =
  (deps: RosterDeps) =>
  async (upload: RosterUpload): Promise<RosterReport> => {
    const limits = deps.limits ?? usualLimits;
    const known: { format: Format } = { format: { format: 'unknown' } };
    let sniffed: Sniffed | undefined;
    try {
      if ((upload.size ?? 0) > limits.bytes) {
        throw new Unreadable({ reason: 'file-too-large', mend: `${limits.bytes / 1024 / 1024} MB` });
      }
      sniffed = await sniff(upload.content, limits);
      const opened = await open(sniffed, limits, known);
      const reading = {
        dates: upload.dates ?? 'dmy',
        workbook: opened.format.format === 'xlsx',
        today: localDate(deps.clock.now()),
      } as const;
      const inForce = await currentRoster(deps.table);
      const gathered = await gather(opened.sheets, reading, limits, upload.progress);
      for (const sheet of opened.extra) gathered.warnings.add({ reason: 'sheet-extra', sheet });
      return { ...opened.format, ...(await judged(deps, upload, gathered, inForce)) };
    } catch (error) {
      if (error instanceof Unreadable) return refused(known.format, upload, error);
      throw error;
    } finally {
      await sniffed?.close();
    }
  };

const open = async (sniffed: Sniffed, limits: Limits, known: { format: Format }): Promise<Opened> => {
  if (sniffed.format === 'xlsx') {
    known.format = { format: 'xlsx' };
    return { format: known.format, ...(await xlsxSheets(sniffed.content, limits)) };
  }
  const encoding = encodingOf(sniffed.head);
  const heading = headingOf(sniffed.head, encoding);
  known.format = { format: 'csv', encoding, delimiter: heading.delimiter };
  const rows = csvRows(sniffed.content, encoding, heading, limits);
  return { format: known.format, sheets: [{ sparse: false, rows }], extra: [] };
};

const refused = (format: Format, { dryRun }: RosterUpload, { finding }: Unreadable): RosterReport => ({
  ...format,
  rows: { committee: 0, member: 0 },
  committees: nothing,
  members: nothing,
  leftAlone: [],
  refusal: finding,
  problems: new Tally<never>().told(),
  warnings: new Tally<never>().told(),
  tree: [],
  dryRun,
  applied: false,
});

async function* nobody(): AsyncGenerator<never> {}

const longestTree = 200;

const judged = async (
  deps: RosterDeps,
  upload: RosterUpload,
  gathered: Gathered,
  inForce: CurrentRoster | undefined,
): Promise<Omit<RosterReport, keyof Format>> => {
  const { rows, problems, warnings } = gathered;
  const { dryRun } = upload;
  const leftAlone = gathered.leftAlone();
  const told = () => ({ rows, leftAlone, problems: problems.told(), warnings: warnings.told(), dryRun });
  const asItIs = () => ({
    ...told(),
    committees: { ...nothing, kept: inForce?.committees ?? 0 },
    members: { ...nothing, kept: inForce?.members ?? 0 },
    tree: [],
    applied: false,
  });
  const takesNone = leftAlone.length === 2;
  if (rows.committee + rows.member === 0) warnings.add({ reason: 'no-rows' });
  if (takesNone && inForce === undefined) return asItIs();
  const { compared, members } = await changesIn(deps, gathered, inForce?.version);
  // A file without a good row can still say of somebody in force that they may not be here.
  if (takesNone && compared.changes.remove + members.remove === 0) return asItIs();
  const content = await settle(gathered, compared.committees);
  const apply = !dryRun && (problems.total === 0 || upload.goodRowsOnly === true);
  if (apply) await putInForce(deps, upload.by, content, inForce);
  else if (dryRun && upload.keep) await writeRoster(deps.files, content);
  // Half a file, or one with bad rows, says nothing of the rest. Whoever only tries wants nothing written.
  if (problems.total === 0 && leftAlone.length === 0 && (apply || upload.keep))
    await confirmIfSame(deps, content, inForce);
  return {
    ...told(),
    committees: compared.changes,
    members,
    tree: treeProblems(compared.committees).slice(0, longestTree),
    applied: apply,
    version: content.version,
  };
};

const changesIn = async ({ files }: RosterDeps, gathered: Gathered, now: string | undefined) => ({
  compared: await compareCommittees(gathered, now === undefined ? nobody() : rosterCommittees(files, now)),
  members: await compareMembers(gathered, now === undefined ? nobody() : rosterCells(files, now)),
});

const confirmIfSame = async (
  { table, clock }: RosterDeps,
  { version }: RosterContent,
  inForce: CurrentRoster | undefined,
): Promise<void> => {
  if (version === inForce?.version) await confirmRoster(table, inForce, clock.now());
};

const putInForce = async (
  deps: RosterDeps,
  by: string,
  content: RosterContent,
  inForce: CurrentRoster | undefined,
): Promise<void> => {
  if (content.version === inForce?.version) return;
  await writeRoster(deps.files, content);
  const { version, committees, members } = content;
  const how = { at: deps.clock.now(), by };
  const changes = await contactsChanged(deps.files, inForce, version, how);
  if (await bringIntoForce(deps.table, { version, committees, members }, inForce, how, changes)) return;
  throw new Refusal('Stale', 'another roster came into force while this file was read');
};
