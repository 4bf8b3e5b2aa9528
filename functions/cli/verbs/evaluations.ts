import { office } from '#domain/actor.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import { noteLook } from '#records/access.ts';
import { boardOf, deliveryBoardOf } from '#records/boards.ts';
import { readCycle } from '#records/cycles.ts';
import { deskIdsOf } from '#records/totals.ts';
import type { World } from '#records/world.ts';
import { exportEvaluations, type Format, type Whose } from '#steps/deliver/export.ts';
import { readPack } from '#steps/deliver/pack.ts';
import type { CliDeps, Verb } from '../verb.ts';
import { counted } from '../words.ts';
import { CYCLE } from './cycle.ts';

const FORMATS: readonly Format[] = ['json', 'csv', 'xlsx', 'docx'];
const LANGUAGES: readonly Language[] = ['vi', 'en', 'fr'];

export const evaluationsVerb: Verb = {
  name: 'evaluations',
  summary: 'writes the evaluations of a cycle into a file; every member can see that it was done',
  argument: CYCLE,
  options: [
    { name: 'format', value: 'json|csv|xlsx|docx', required: true, help: 'of the file' },
    { name: 'out', value: 'FILE', required: true, path: true, help: 'where to; replaced in one step' },
    { name: 'workplace', value: 'ID', help: 'only of this workplace' },
    { name: 'language', value: 'vi|en|fr', help: 'of its words (vi)' },
  ],
  run: async (deps, { argument: cycleId, one, by }) => {
    const format = oneOf('format', FORMATS, one('format'));
    const language = oneOf('language', LANGUAGES, one('language') ?? 'vi');
    const out = one('out') ?? '';
    const whose = await whoseOf(deps, cycleId, one('workplace'));
    // Known before it is done: a file that nobody noted must not exist.
    const noted = await noteExport(deps, cycleId, whose, by);
    if (noted === 0) throw new Refusal('TooEarly', 'nothing is assembled yet', []);
    let bytes = 0;
    const content = await exportEvaluations(deps.world, whose, format, language);
    const counting = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        bytes += chunk.length;
        yield chunk;
      }
    };
    await deps.writeLocal(out, counting());
    return {
      status: 0,
      json: { cycleId, format, out, bytes, requests: noted },
      lines: [`${out}: the evaluations from ${counted(noted, 'committee')}, ${bytes} bytes.`],
    };
  },
};

function oneOf<T extends string>(place: string, known: readonly T[], typed: string | undefined): T {
  const found = known.find((one) => one === typed);
  if (found) return found;
  throw new Refusal('Invalid', `--${place} is one of ${known.join(', ')}`);
}

async function whoseOf({ world }: CliDeps, cycleId: string, workplaceId: string | undefined): Promise<Whose> {
  await readCycle(world.table, cycleId);
  if (workplaceId === undefined) return { cycleId };
  const deliveryId = `${cycleId}.${workplaceId}`;
  const known = (await deliveryBoardOf(world.table, cycleId)).some((row) => row.deliveryId === deliveryId);
  if (!known) throw new Refusal('NotFound', `nothing was delivered to ${workplaceId} in this cycle`);
  return { deliveryId };
}

/** Every request that the file will speak of; the number of them. */
async function noteExport({ world, progress }: CliDeps, cycleId: string, whose: Whose, by: string): Promise<number> {
  const ids = 'deliveryId' in whose ? await requestsOfPack(world, whose.deliveryId) : await assembledIn(world, cycleId);
  for (const [n, { id, slots }] of ids.entries()) {
    if (n % 500 === 499) progress(`${n + 1} of ${ids.length} committees`);
    await noteLook(world, id, office(by), 'export', slots);
  }
  return ids.length;
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
