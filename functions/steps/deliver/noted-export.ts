import type { Actor } from '#domain/actor.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import { noteLook } from '#records/access.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import { readCycle } from '#records/cycles.ts';
import { boardsOf } from '#records/totals.ts';
import type { World } from '#records/world.ts';
import { inParallel } from '../job.ts';
import { exportEvaluations, type Whose } from './export.ts';
import type { ExportedFile, Format } from './formats.ts';
import { readPack } from './pack.ts';

export interface NotedExport {
  /** Of so many requests the file will speak. */
  readonly requests: number;
  readonly file: ExportedFile;
}

export interface WantedExport {
  readonly cycleId: string;
  /** Only what this workplace was given; everything without it. */
  readonly workplaceId?: string | undefined;
  readonly format: Format;
  readonly language: Language;
  readonly by: Actor;
}

/** How far it has come: first all is noted, then the file is made. */
export type ExportProgress = (step: 'noting' | 'making', done: number, all: number) => unknown;

/** Requests that are noted at once. */
const WIDTH = 100;

/**
 * A file of evaluations in the hand of the office. All of it is noted before any of it is made: a file that nobody noted must
 * not exist.
 */
export async function notedExport(
  world: World,
  { cycleId, workplaceId, format, language, by }: WantedExport,
  progress: ExportProgress = () => {},
): Promise<NotedExport> {
  const whose = await whoseOf(world, cycleId, workplaceId);
  const exported =
    'deliveryId' in whose ? await requestsOfPack(world, whose.deliveryId) : await assembledIn(world, cycleId);
  if (exported.length === 0) throw new Refusal('TooEarly', 'nothing is assembled yet', []);
  const all = exported.length;
  let [noted, read] = [0, 0];
  const failures = await inParallel(exported, WIDTH, async ({ id, slots }) => {
    await noteLook(world, id, by, 'export', slots);
    noted += 1;
    await progress('noting', noted, all);
  });
  const [first] = failures;
  if (first) throw first.error;
  const making = () => {
    read += 1;
    return progress('making', Math.min(read, all), all);
  };
  return { requests: all, file: await exportEvaluations(world, whose, format, language, { progress: making }) };
}

async function whoseOf({ table }: World, cycleId: string, workplaceId: string | undefined): Promise<Whose> {
  await readCycle(table, cycleId);
  if (workplaceId === undefined) return { cycleId };
  const deliveryId = `${cycleId}.${workplaceId}`;
  const known = (await deliveryBoardOf(table, cycleId)).some((row) => row.deliveryId === deliveryId);
  if (!known) throw new Refusal('NotFound', `nothing was delivered to ${workplaceId} in this cycle`);
  return { deliveryId };
}

interface Exported {
  readonly id: string;
  readonly slots?: readonly number[];
}

async function assembledIn({ table }: World, cycleId: string): Promise<readonly Exported[]> {
  return (await boardsOf(table, cycleId)).flatMap(({ requestId, assembled }) =>
    assembled > 0 ? [{ id: requestId }] : [],
  );
}

async function requestsOfPack(world: World, deliveryId: string): Promise<readonly Exported[]> {
  const slots = new Map<string, number[]>();
  for (const { released, line } of (await readPack(world, deliveryId)).lines)
    slots.set(released.request.id, [...(slots.get(released.request.id) ?? []), line.slot]);
  return [...slots].map(([id, mine]) => ({ id, slots: mine }));
}
