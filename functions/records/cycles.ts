import { type CycleState, type Officer, type OpenCycle, opened, type Shard } from '#domain/cycle.ts';
import { Refusal } from '#domain/refusal.ts';
import { type Due, dueBy } from '#domain/schedule.ts';
import type { Instant, Table } from '#ports';
import { cycles, load } from './journal.ts';
import { keys } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** A cycle in lists. */
export interface CycleRow {
  readonly id: string;
  readonly title: string;
  readonly openedAt: Instant;
  readonly over: boolean;
  /** Since when it is over. */
  readonly endedAt?: Instant;
  /** Who answers questions about it. */
  readonly officer?: Officer;
}

/** Reads of cycles that are shared, until whatever goes on at this moment has gone on. */
const asked = new WeakMap<Table, Map<string, Promise<OpenCycle>>>();

export async function projectCycle(table: Table, state: CycleState): Promise<void> {
  asked.get(table)?.delete(state.id);
  const endedAt = state.finishedAt ?? state.cancelledAt;
  const row: CycleRow = {
    id: state.id,
    title: state.plan?.title ?? '',
    openedAt: state.openedAt ?? '',
    over: endedAt !== undefined,
    ...(endedAt ? { endedAt } : {}),
    ...(state.plan ? { officer: state.plan.officer } : {}),
  };
  await table.put({ ...keys.cycleRow(state.id), version: state.seq, body: toBody(row) }, { olderThan: state.seq });
}

/** Who answers questions about a cycle, where there is such a cycle. */
export async function officerOf(table: Table, cycleId: string): Promise<Officer | undefined> {
  const item = await table.get(keys.cycleRow(cycleId));
  return item && fromBody<CycleRow>(item).officer;
}

export async function listCycles(table: Table): Promise<readonly CycleRow[]> {
  const { items } = await table.query(keys.cycleList());
  return items.map((item) => fromBody<CycleRow>(item)).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

/**
 * A cycle as it is now. Every step looks at it, and many go on at once when a commit is done: those share one read, for nothing
 * but what they write themselves can have been written in between. Nobody changes what is shared.
 */
export function readCycle(table: Table, cycleId: string): Promise<OpenCycle> {
  const reads = asked.get(table) ?? new Map<string, Promise<OpenCycle>>();
  asked.set(table, reads);
  const shared = reads.get(cycleId);
  if (shared) return shared;
  const read = openCycle(table, cycleId);
  reads.set(cycleId, read);
  // Runs when all promises that are settled now have been followed, and before anything else happens.
  process.nextTick(() => reads.delete(cycleId));
  return read;
}

async function openCycle(table: Table, cycleId: string): Promise<OpenCycle> {
  const { state } = await load(table, cycles, cycleId);
  if (state.seq === 0) throw new Refusal('NotFound', `there is no cycle ${cycleId}`);
  return opened(state);
}

/** Which desks each task works through: written when the cycle is opened. */
export async function keepShards(table: Table, cycleId: string, shards: readonly Shard[]): Promise<void> {
  await table.put({ ...keys.shards(cycleId), version: 1, body: toBody({ shards }) });
}

/** A desk that came into the cycle later belongs to the first shard, behind those it had. */
export async function readShards(table: Table, cycleId: string): Promise<readonly Shard[]> {
  const [item, late] = await Promise.all([
    table.get(keys.shards(cycleId)),
    table.query(keys.clockwork(cycleId).pk, { prefix: keys.lateDesk(cycleId, '').sk }),
  ]);
  if (!item) return [];
  const [first, ...others] = fromBody<{ shards: readonly Shard[] }>(item).shards;
  if (!first || late.items.length === 0) return first ? [first, ...others] : [];
  const desks = late.items.map((found) => fromBody<{ deskId: string }>(found).deskId);
  return [{ ...first, desks: [...first.desks, ...desks] }, ...others];
}

/** A ward that had nobody in the cycle until a member was re-routed there: jobs and boards know it from now on. */
export async function keepLateDesk(table: Table, cycleId: string, deskId: string): Promise<void> {
  if ((await readShards(table, cycleId)).some(({ desks }) => desks.includes(deskId))) return;
  await table.put({ ...keys.lateDesk(cycleId, deskId), version: 1, body: { deskId } });
}

/** Which execution of the workflow drives the cycle. A task of an older generation stops at its next write. */
export interface Clockwork {
  readonly generation: number;
  readonly execution: string;
  /** The mark of the definition by which it was started. */
  readonly definition: string;
}

export async function readClockwork(table: Table, cycleId: string): Promise<Clockwork | undefined> {
  const item = await table.get(keys.clockwork(cycleId));
  return item && fromBody<Clockwork>(item);
}

/** Takes the next generation; false when another waker took it. */
export async function takeGeneration(table: Table, cycleId: string, next: Clockwork): Promise<boolean> {
  const item = { ...keys.clockwork(cycleId), version: next.generation, body: toBody(next) };
  return table.put(item, next.generation === 1 ? 'absent' : { versionIs: next.generation - 1 });
}

export async function expectGeneration(table: Table, cycleId: string, generation: number): Promise<void> {
  const clockwork = await readClockwork(table, cycleId);
  if (clockwork && clockwork.generation > generation)
    throw new Refusal('OldGeneration', `cycle ${cycleId} is driven by generation ${clockwork.generation} now`);
}

/** How far a job (one kind of work, one moment, one shard) has come. */
export interface JobProgress {
  readonly done: boolean;
  readonly cursor?: string;
  /** How often everything failed that comes after the cursor. */
  readonly faults?: number;
}

export const jobName = (work: string, at: Instant, shardId: string): string => `${work}@${at}#${shardId}`;

/** An older generation that is still at its last batch takes nothing back from a newer one: it is refused. */
export async function keepJob(
  table: Table,
  cycleId: string,
  name: string,
  generation: number,
  progress: JobProgress,
): Promise<void> {
  const item = { ...keys.job(cycleId, name), version: generation, body: toBody(progress) };
  if (!(await table.put(item, { olderThan: generation + 1 })))
    throw new Refusal('OldGeneration', `a newer generation of cycle ${cycleId} does ${name}`);
}

export async function readJob(table: Table, cycleId: string, name: string): Promise<JobProgress | undefined> {
  const item = await table.get(keys.job(cycleId, name));
  return item && fromBody<JobProgress>(item);
}

/** The shards of a job that are finished. */
export async function finishedShards(
  table: Table,
  cycleId: string,
  work: string,
  at: Instant,
): Promise<ReadonlySet<string>> {
  const prefix = `${work}@${at}#`;
  const { items } = await table.query(keys.jobs(cycleId), { prefix });
  return new Set(items.filter((item) => fromBody<JobProgress>(item).done).map((item) => item.sk.slice(prefix.length)));
}

export interface OpenJob extends Due {
  /** Shards that have not finished it. */
  readonly shards: readonly string[];
}

/** The first job due by now that is not finished in every shard: the next thing to do. */
export async function firstOpenJob(table: Table, cycle: OpenCycle, now: Instant): Promise<OpenJob | undefined> {
  const all = await readShards(table, cycle.id);
  for (const { work, at } of dueBy(cycle, now)) {
    // Workplaces stand together, in no shard's wards: the first does them all.
    const shards = work === 'chase' ? all.slice(0, 1) : all;
    const finished = await finishedShards(table, cycle.id, work, at);
    const open = shards.filter(({ id }) => !finished.has(id)).map(({ id }) => id);
    if (open.length > 0) return { work, at, shards: open };
  }
  return undefined;
}

/** One subject that a job failed on. */
export interface Poison {
  readonly work: string;
  readonly at: Instant;
  readonly shard: string;
  readonly subject: string;
  /** The error's name only: its message may quote what nobody should read in a list. */
  readonly error: string;
  readonly failedAt: Instant;
}

export async function keepPoison(table: Table, cycleId: string, poison: Poison): Promise<void> {
  const name = `${jobName(poison.work, poison.at, poison.shard)}#${poison.subject}`;
  await table.put({ ...keys.poison(cycleId, name), version: 1, body: toBody(poison) });
}

export async function listPoison(table: Table, cycleId: string): Promise<readonly Poison[]> {
  const { items } = await table.query(keys.poisons(cycleId));
  return items.map((item) => fromBody<Poison>(item));
}

/** Lets the jobs that failed on something run again; they skip whatever stands. Returns how many subjects will be retried. */
export async function retryPoison(table: Table, cycleId: string): Promise<number> {
  const { items } = await table.query(keys.poisons(cycleId));
  for (const item of items) {
    const { work, at, shard } = fromBody<Poison>(item);
    await reopenJobs(table, cycleId, `${work}@${at}#`, shard);
    // What is opened late is still to be assembled, should the cycle have closed.
    if (work === 'ask') await reopenJobs(table, cycleId, 'assemble@', shard);
    await table.remove(item);
  }
  return items.length;
}

async function reopenJobs(table: Table, cycleId: string, prefix: string, shard: string): Promise<void> {
  const { items } = await table.query(keys.jobs(cycleId), { prefix });
  for (const item of items)
    if (item.sk.endsWith(`#${shard}`)) await table.put({ ...item, body: toBody({ done: false }) });
}

/** Whether any shard has begun with such work. */
export async function hasBegun(table: Table, cycleId: string, work: string): Promise<boolean> {
  return (await table.query(keys.jobs(cycleId), { prefix: `${work}@`, limit: 1 })).items.length > 0;
}
