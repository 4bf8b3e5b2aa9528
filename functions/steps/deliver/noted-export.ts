import type { Actor } from '#domain/actor.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import { noteLook } from '#records/access.ts';
import { boardOf, deliveryBoardOf } from '#records/boards.ts';
import { readCycle } from '#records/cycles.ts';
import { deskIdsOf } from '#records/totals.ts';
import type { World } from '#records/world.ts';
import { exportEvaluations, type Format, type Whose } from './export.ts';
import { readPack } from './pack.ts';

export interface NotedExport {
  /** Of so many requests the file will speak. */
  readonly requests: number;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface WantedExport {
  readonly cycleId: string;
  /** Only what this workplace was given; everything without it. */
  readonly workplaceId?: string | undefined;
  readonly format: Format;
  readonly language: Language;
  readonly by: Actor;
}

/** A file of evaluations in the hand of the office. Noted before it is made: a file that nobody noted must not exist. */
export async function notedExport(
  world: World,
  { cycleId, workplaceId, format, language, by }: WantedExport,
  progress: (done: number, all: number) => void = () => {},
): Promise<NotedExport> {
  const whose = await whoseOf(world, cycleId, workplaceId);
  const exported =
    'deliveryId' in whose ? await requestsOfPack(world, whose.deliveryId) : await assembledIn(world, cycleId);
  if (exported.length === 0) throw new Refusal('TooEarly', 'nothing is assembled yet', []);
  for (const [n, { id, slots }] of exported.entries()) {
    await noteLook(world, id, by, 'export', slots);
    progress(n + 1, exported.length);
  }
  return { requests: exported.length, content: await exportEvaluations(world, whose, format, language) };
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
  const found: Exported[] = [];
  for (const deskId of await deskIdsOf(table, cycleId))
    for (const { requestId, assembled } of await boardOf(table, cycleId, deskId))
      if (assembled > 0) found.push({ id: requestId });
  return found;
}

async function requestsOfPack(world: World, deliveryId: string): Promise<readonly Exported[]> {
  const slots = new Map<string, number[]>();
  for (const { released, line } of (await readPack(world, deliveryId)).lines)
    slots.set(released.request.id, [...(slots.get(released.request.id) ?? []), line.slot]);
  return [...slots].map(([id, mine]) => ({ id, slots: mine }));
}
