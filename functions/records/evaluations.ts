import type { Evaluation, EvaluationLine } from '#domain/evaluation.ts';
import type { TextRef } from '#domain/request-events.ts';
import type { Json, Table } from '#ports';
import { digestOf } from './hash.ts';
import { keys, padded } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** Lines an item: some 50 bytes each, and for each kind of line what all of that kind have in common. */
const PAGE = 250;

type Answered = NonNullable<EvaluationLine['answer']>;
type Common = Omit<EvaluationLine, 'slot' | 'memberId' | 'workplaceId' | 'answer'> & {
  readonly answer?: Omit<Answered, 'place'>;
};
/** What is a member's own; the rest stands under the number of its kind. */
type Own = readonly [slot: number, memberId: string, workplaceId: string, kind: number, place?: number];

interface PageBody {
  readonly head?: Omit<Evaluation, 'lines'>;
  readonly kinds: readonly Common[];
  readonly lines: readonly Own[];
}

/** Nearly all members of a request came to their end in the same few ways, so each way is written once. */
function packed(lines: readonly EvaluationLine[]): Pick<PageBody, 'kinds' | 'lines'> {
  const kinds: Common[] = [];
  const own = lines.map(({ slot, memberId, workplaceId, answer, ...rest }): Own => {
    const common: Common = answer ? { ...rest, answer: withoutPlace(answer) } : rest;
    let kind = kinds.findLastIndex((known) => isSame(known, common));
    if (kind < 0) kind = kinds.push(common) - 1;
    return answer ? [slot, memberId, workplaceId, kind, answer.place] : [slot, memberId, workplaceId, kind];
  });
  return { kinds, lines: own };
}

/** As JSON would be; over every member of a nation it counts that nothing is written down for it. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b || !isRecord(a) || !isRecord(b)) return a === b;
  for (const name in a) if (!isSame(a[name], b[name])) return false;
  for (const name in b) if (!(name in a)) return false;
  return true;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const withoutPlace = ({ place: _, ...said }: Answered): Omit<Answered, 'place'> => said;

function unpacked({ kinds, lines }: PageBody): EvaluationLine[] {
  return lines.map(([slot, memberId, workplaceId, kind, place]) => {
    const { answer, ...rest } = kinds[kind] ?? broken();
    const line = { slot, memberId, workplaceId, ...rest };
    return answer && place !== undefined ? { ...line, answer: { ...answer, place } } : line;
  });
}

const broken = (): never => {
  throw new Error('an evaluation names a kind of line that it does not have');
};

/**
 * Written before the event that releases it, under its version and the hash of its content: of two that assemble at once, the
 * one that loses never touches what the other released.
 */
export async function keepEvaluation(table: Table, evaluation: Evaluation): Promise<TextRef> {
  const { lines, ...head } = evaluation;
  const pages: Json[] = [];
  for (let first = 0; first === 0 || first < lines.length; first += PAGE)
    pages.push(toBody({ ...(first === 0 ? { head } : {}), ...packed(lines.slice(first, first + PAGE)) }));
  const hash = digestOf(pages);
  const key = `${padded(evaluation.version)}.${hash.slice(0, 8)}`;
  for (const [n, body] of pages.entries())
    await table.put({ ...keys.evaluation(evaluation.requestId, key, n * PAGE), version: 1, body });
  return { key, hash };
}

/** The evaluation a release points to. Rejects when it is not what was released. */
export async function readEvaluation(table: Table, requestId: string, ref: TextRef): Promise<Evaluation> {
  const { items } = await table.query(keys.evaluations(requestId), { prefix: `${ref.key}.` });
  const pages = items.map((item) => fromBody<PageBody>(item));
  const head = pages[0]?.head;
  if (!head || digestOf(items.map(({ body }) => body)) !== ref.hash)
    throw new Error(`evaluation ${ref.key} of ${requestId} is not the one that was released`);
  return { ...head, lines: pages.flatMap(unpacked) };
}

/** A workplace's member now stands in another request than the roster said: remembered beside the launch's list. */
export async function noteReroute(
  table: Table,
  cycleId: string,
  workplaceId: string,
  requestId: string,
): Promise<void> {
  await table.put({ ...keys.reroute(cycleId, workplaceId, requestId), version: 1, body: { requestId } });
}

export async function reroutesTo(table: Table, cycleId: string, workplaceId: string): Promise<readonly string[]> {
  const { items } = await table.query(keys.reroutes(cycleId, workplaceId));
  return items.map((item) => item.sk);
}
