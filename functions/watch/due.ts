import { dueBy } from '#domain/schedule.ts';
import type { Instant } from '#ports';
import { finishedShards, readCycle, readShards } from '#records/cycles.ts';
import type { MailStops } from '#records/mail-hold.ts';
import { type DuePointer, dueMails, OUT_SHARDS, URGENT_SHARD } from '#records/outbox.ts';
import type { World } from '#records/world.ts';

/** While mail is held back, what a person asked for this minute still leaves, or is tried at least. */
export const shardsOpen = ({ holds, pause }: MailStops, shards: readonly number[]): readonly number[] =>
  holds.length > 0 || pause ? shards.filter((shard) => shard === URGENT_SHARD) : shards;

export const ALL_SHARDS = Array.from({ length: OUT_SHARDS }, (_, shard) => shard);

/** The first due mails: at most so many of each shard, and of all of them where the provider sets a pace. */
export async function dueNow(
  world: World,
  shards: readonly number[],
  most: number,
  paced: boolean,
): Promise<DuePointer[]> {
  const now = world.clock.now();
  const known = new Map<string, Promise<boolean>>();
  const isFree = ({ held }: DuePointer): Promise<boolean> => {
    if (!held) return FREE;
    const name = `${held.cycleId} ${held.job}`;
    const answer = known.get(name) ?? mayStillGain(world, held, now).then((gains) => !gains);
    known.set(name, answer);
    return answer;
  };
  const found = (await Promise.all(shards.map((shard) => freeMails(world, shard, now, isFree, most)))).flat();
  return paced ? found.slice(0, most) : found;
}

const FREE = Promise.resolve(true);

/** The first due mails of a shard that no job holds: those it holds are looked past, however many they are. */
async function freeMails(
  { table }: World,
  shard: number,
  now: Instant,
  isFree: (pointer: DuePointer) => Promise<boolean>,
  most: number,
): Promise<DuePointer[]> {
  const found: DuePointer[] = [];
  for (let after: string | undefined, more = true; more && found.length < most; ) {
    const page = await dueMails(table, shard, now, most, after);
    for (const pointer of page) if (await isFree(pointer)) found.push(pointer);
    after = page.at(-1)?.sk;
    more = page.length === most;
  }
  return found;
}

/**
 * A job that is under way may still add a committee to a mail, and holds it until all its shards are done. One that will not be
 * gone on with, because a later morning, the close or a cancel overtook it, holds nothing.
 */
async function mayStillGain({ table }: World, held: NonNullable<DuePointer['held']>, now: Instant): Promise<boolean> {
  const { stoppedAt: _, ...cycle } = await readCycle(table, held.cycleId);
  const job = dueBy(cycle, now).find(({ work, at }) => `${work}@${at}` === held.job);
  if (!job) return false;
  const [shards, finished] = await Promise.all([
    readShards(table, held.cycleId),
    finishedShards(table, held.cycleId, job.work, job.at),
  ]);
  return finished.size < shards.length;
}
