import * as z from 'zod/mini';
import { Refusal } from '#domain/refusal.ts';
import type { Clock, Files, Ids, Instant, Table } from '#ports';
import { bringIntoForce } from '#records/in-force.ts';
import { keys } from '#records/keys.ts';
import { currentRoster, rosterManifest } from '#records/roster.ts';
import { contactsChanged } from './contacts.ts';
import { importRoster, type RosterDeps, type RosterUpload } from './import.ts';
import { manyRemovals } from './removals.ts';
import type { RosterReport } from './report.ts';
import { reportBytes, reportOf } from './stored-report.ts';

/**
 * A file that was checked and waits for somebody to say yes. What is kept is the roster it makes, without any row that was
 * refused, and the report; the file itself is not.
 */
const CheckedBody = z.object({
  version: z.optional(z.string()),
  /** How many rosters had been in force when it was compared. */
  turn: z.number(),
  problems: z.number(),
  /** How many it would remove, where that has to be said. */
  removals: z.optional(z.number()),
  by: z.string(),
  at: z.string(),
  /** Its report is gone then; that it was done is still known for a day, for a button that is pressed twice. */
  applied: z.optional(z.boolean()),
});

export interface Checked extends z.infer<typeof CheckedBody> {
  readonly id: string;
  readonly report: RosterReport;
}

/** What a person says to a checked file. */
interface Yes {
  readonly by: string;
  readonly goodRowsOnly: boolean;
  /** The number of removals as it was typed, where it has to be. */
  readonly removals?: number | undefined;
}

export interface CheckDeps extends RosterDeps {
  readonly table: Table;
  readonly files: Files;
  readonly clock: Clock;
  readonly ids: Ids;
}

const KEPT_HOURS = 24;
const reportFile = (id: string): string => `checked/${id}.json`;

const after = (at: Instant, hours: number): Instant => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/** The forced dry run. Gives the name under which the result waits for a day. */
export const checkRoster =
  (deps: CheckDeps) =>
  async (upload: Pick<RosterUpload, 'content' | 'size' | 'dates' | 'by' | 'progress'>): Promise<string> => {
    await forgetOld(deps);
    const before = await currentRoster(deps.table);
    const report = await importRoster(deps)({ ...upload, dryRun: true, keep: true });
    const at = deps.clock.now();
    const id = `${at.slice(0, 19).replaceAll(/\D/g, '')}-${deps.ids.next().slice(0, 8)}`;
    const removals = manyRemovals(report);
    const body: z.infer<typeof CheckedBody> = {
      turn: before?.turn ?? 0,
      problems: report.problems.total,
      by: upload.by,
      at,
      ...(report.version ? { version: report.version } : {}),
      ...(removals === undefined ? {} : { removals }),
    };
    await deps.files.write(reportFile(id), reportBytes(report));
    const expiresAt = Math.ceil(Date.parse(after(at, KEPT_HOURS)) / 1000);
    await deps.table.put({ ...keys.checkedRoster(id), version: 1, body, expiresAt });
    return id;
  };

async function checkedOf(deps: Pick<CheckDeps, 'table' | 'clock'>, id: string): Promise<z.infer<typeof CheckedBody>> {
  const item = /^\d{14}-\w{8}$/.test(id) ? await deps.table.get(keys.checkedRoster(id)) : undefined;
  const body = item && CheckedBody.parse(item.body);
  if (!body || after(body.at, KEPT_HOURS) <= deps.clock.now()) throw gone();
  return body;
}

const gone = (): Refusal => new Refusal('NotFound', 'no checked file waits under this name');

/** What waits under a name; refuses with NotFound what is too old, was applied, or never was. */
export async function readChecked(deps: Pick<CheckDeps, 'table' | 'files' | 'clock'>, id: string): Promise<Checked> {
  const body = await checkedOf(deps, id);
  const content = await deps.files.read(reportFile(id));
  if (!content) throw gone();
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  const report = reportOf(Buffer.concat(chunks));
  // Of another version of the exchange: the file has to be checked again.
  if (!report) throw gone();
  return { ...body, id, report };
}

/**
 * Puts in force exactly what was checked: `Stale` where another roster came between, since the report speaks of the one before.
 */
export const putCheckedInForce =
  (deps: Pick<CheckDeps, 'table' | 'files' | 'clock'>) =>
  async (id: string, how: Yes): Promise<void> => {
    const { version, turn, problems, removals, applied } = await checkedOf(deps, id);
    if (applied) return;
    if (version === undefined) throw new Refusal('Invalid', 'there is nothing in this file to put in force');
    if (problems > 0 && !how.goodRowsOnly) throw new Refusal('Invalid', 'nobody has said to leave the bad rows out');
    if (removals !== undefined && how.removals !== removals)
      throw new Refusal('Invalid', 'the number of removals was not said', [
        { place: 'removals', reason: 'countDiffers' },
      ]);
    const inForce = await currentRoster(deps.table);
    if (inForce?.version !== version) {
      if ((inForce?.turn ?? 0) !== turn) throw new Refusal('Stale', 'another roster came into force since the check');
      const { committees, members } = await rosterManifest(deps.files, version);
      const told = { at: deps.clock.now(), by: how.by };
      const changes = await contactsChanged(deps.files, inForce, version, told);
      if (!(await bringIntoForce(deps.table, { version, committees, members }, inForce, told, changes)))
        throw new Refusal('Stale', 'another roster came into force since the check');
    }
    await noteApplied(deps, id);
  };

async function noteApplied(deps: Pick<CheckDeps, 'table' | 'files'>, id: string): Promise<void> {
  const item = await deps.table.get(keys.checkedRoster(id));
  if (item) await deps.table.put({ ...item, version: 2, body: { ...CheckedBody.parse(item.body), applied: true } });
  await deps.files.remove(reportFile(id));
}

async function forget(deps: Pick<CheckDeps, 'table' | 'files'>, id: string): Promise<void> {
  await deps.files.remove(reportFile(id));
  await deps.table.remove(keys.checkedRoster(id));
}

/** Reports quote rows, so they do not outlive their day. */
async function forgetOld(deps: CheckDeps): Promise<void> {
  const oldest = after(deps.clock.now(), -KEPT_HOURS).slice(0, 19).replaceAll(/\D/g, '');
  for (const name of await deps.files.list('checked/')) {
    const id = name.slice('checked/'.length, -'.json'.length);
    if (id.slice(0, 14) < oldest) await forget(deps, id);
  }
}
