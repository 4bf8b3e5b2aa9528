import type { Actor } from '#domain/actor.ts';
import type { Answer } from '#domain/comment.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { DeliveryState } from '#domain/delivery.ts';
import type { Evaluation, EvaluationLine } from '#domain/evaluation.ts';
import { inMemberOrder } from '#domain/names.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RequestState } from '#domain/request.ts';
import type { RequestEvent, TextRef } from '#domain/request-events.ts';
import type { Signing } from '#domain/signing.ts';
import type { Instant, Table } from '#ports';
import { readAnswer, readAnswers, readSigning } from '#records/answers.ts';
import { readCycle } from '#records/cycles.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { deliveries, type Entry, load, requests } from '#records/journal.ts';
import { readParty } from '#records/parties.ts';
import { readSlice, type SliceMember } from '#records/slices.ts';
import { readText } from '#records/texts.ts';
import type { World } from '#records/world.ts';
import { inParallel } from '../job.ts';

/** A request as one version of its evaluations was released: what a workplace receives, and the journal it came from. */
export interface Released {
  readonly request: RequestState;
  readonly entries: readonly Entry<RequestEvent>[];
  readonly evaluation: Evaluation;
  /** What was delivered first, where the release is a correction of it. */
  readonly first?: Evaluation;
  readonly members: readonly SliceMember[];
}

/** A member's line of an evaluation, with the member it speaks of. */
export interface Listed {
  readonly released: Released;
  readonly line: EvaluationLine;
  readonly member: SliceMember;
  /** The line says something else than the one that was delivered first. */
  readonly corrected: boolean;
}

/** The same with everything its pointers lead to. */
export interface Evaluated extends Listed {
  /** Undefined where nothing was answered, or where a lawful order removed the text. */
  readonly answer?: Answer;
  readonly signing?: Signing;
  readonly second?: Signed;
  readonly confirmedBy?: Actor;
  readonly sentBackReason?: string;
  readonly excusedReason?: string;
  readonly view?: string;
  readonly wardName?: string;
  /** Committees whose request the member was in before, the first one first. */
  readonly earlier: readonly Earlier[];
  /** The workplace says that it told the member. */
  readonly toldByWorkplace: boolean;
}

/** A member's place in another committee's request, from which they were moved. */
export interface Earlier {
  readonly from: string;
  /** Where there was a further move: the committee in between. */
  readonly to?: string;
  readonly at: Instant;
  /** The body that moved them. */
  readonly by: string;
  readonly category: 'A' | 'B';
  readonly answer?: Answer;
  readonly answeredAt?: Instant;
}

export interface Signed {
  readonly name: string;
  readonly role: string;
}

/** A workplace's evaluations: who they are about, and what the workplace did with them. */
export interface Pack {
  readonly cycle: OpenCycle;
  readonly delivery: DeliveryState;
  readonly workplaceId: string;
  readonly workplaceName: string;
  /** In the order of names. */
  readonly lines: readonly Listed[];
}

const WIDTH = 25;

/** The newest release of a request, or the one of that version; undefined where there is none (yet). */
export async function readReleased(table: Table, requestId: string, version?: number): Promise<Released | undefined> {
  const { state, entries } = await load(table, requests, requestId);
  const release =
    version === undefined ? state.releases.at(-1) : state.releases.find((known) => known.version === version);
  if (!release) return undefined;
  const [delivered] = state.releases;
  const [evaluation, members, first] = await Promise.all([
    readEvaluation(table, requestId, release.text),
    readSlice(table, requestId),
    delivered && delivered !== release ? readEvaluation(table, requestId, delivered.text) : undefined,
  ]);
  return { request: state, entries, evaluation, members, ...(first ? { first } : {}) };
}

export function listed(released: Released, wanted: (line: EvaluationLine) => boolean): Listed[] {
  return released.evaluation.lines.filter(wanted).map((line) => {
    const member = released.members[line.slot];
    if (!member) throw new Error(`request ${released.request.id} has no member for slot ${line.slot}`);
    const before = released.first?.lines.find(({ slot }) => slot === line.slot);
    return { released, line, member, corrected: released.first !== undefined && !isSame(before, line) };
  });
}

const isSame = (a: EvaluationLine | undefined, b: EvaluationLine): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The versions in which what is said about this member changed, the first one included, newest first. */
export async function versionsOf(table: Table, { released, line }: Listed): Promise<readonly Evaluation[]> {
  const { releases, id } = released.request;
  const all = await Promise.all(releases.map(({ text }) => readEvaluation(table, id, text)));
  const lineIn = (evaluation: Evaluation | undefined) => evaluation?.lines.find(({ slot }) => slot === line.slot);
  return all
    .filter((evaluation, n) => {
      const its = lineIn(evaluation);
      return its !== undefined && (n === 0 || !isSame(lineIn(all[n - 1]), its));
    })
    .reverse();
}

/** Everything one workplace received, each request read once; texts are read apart, with `withTexts`. */
export async function readPack(world: Pick<World, 'table'>, deliveryId: string): Promise<Pack> {
  const { table } = world;
  const dot = deliveryId.indexOf('.');
  const [cycleId, workplaceId] = [deliveryId.slice(0, dot), deliveryId.slice(dot + 1)];
  const cycle = await readCycle(table, cycleId);
  const [{ state: delivery }, party] = await Promise.all([
    load(table, deliveries, deliveryId),
    readParty(table, cycleId, workplaceId),
  ]);
  if (party?.level !== 'workplace') throw new Refusal('NotFound', `there is no workplace ${workplaceId} in this cycle`);
  const lines: Listed[] = [];
  const failures = await inParallel(delivery.requests, WIDTH, async (requestId) => {
    const released = await readReleased(table, requestId);
    if (released) lines.push(...listed(released, (line) => line.workplaceId === workplaceId));
  });
  const [first] = failures;
  if (first) throw first.error;
  return {
    cycle,
    delivery,
    workplaceId,
    workplaceName: party.name,
    lines: inMemberOrder(lines, ({ member }) => member),
  };
}

/** The lines with their texts: each item of answers is read once, however many members it holds. */
export async function withTexts(
  world: Pick<World, 'table'>,
  lines: readonly Listed[],
  told: ReadonlySet<string> = new Set(),
): Promise<Evaluated[]> {
  const groups = Map.groupBy(lines, ({ released }) => released);
  const found = new Map<Listed, Evaluated>();
  const failures = await inParallel([...groups], WIDTH, async ([released, some]) => {
    for (const one of await readGroup(world.table, released, some, told)) found.set(one.of, one.evaluated);
  });
  const [first] = failures;
  if (first) throw first.error;
  return lines.flatMap((line) => found.get(line) ?? []);
}

async function readGroup(table: Table, released: Released, lines: readonly Listed[], told: ReadonlySet<string>) {
  const { request, evaluation } = released;
  const slots = lines.flatMap(({ line }) => (line.answer ? [[line.slot, line.answer] as const] : []));
  const answers = await readAnswers(table, request.id, slots);
  const signatures = await readSignatures(table, released, lines);
  const ward = evaluation.deskId === NO_DESK ? undefined : await readParty(table, request.cycleId, evaluation.deskId);
  const { excused } = evaluation.coverage;
  const excusedReason = excused && (await wordsOf(table, request.id, excused.reason, 'reason'));
  const read = lines.map(async (of) => {
    const { slot, answer, memberId } = of.line;
    const [words, earlier] = await Promise.all([
      readWords(table, request.id, of.line),
      earlierOf(table, released, memberId),
    ]);
    const evaluated: Evaluated = {
      ...of,
      ...defined('answer', answers.get(slot)),
      ...signatures.get(answer?.part ?? 0),
      ...defined('confirmedBy', whoConfirmed(released, of.line)),
      ...words,
      ...defined('excusedReason', excusedReason),
      ...defined('wardName', ward?.name),
      earlier,
      toldByWorkplace: told.has(`${request.id}.${slot}`),
    };
    return { of, evaluated };
  });
  return Promise.all(read);
}

type Signatures = Pick<Evaluated, 'signing' | 'second'>;

/** Who answers for each part that these lines were answered with, by its number. */
async function readSignatures(table: Table, { request, evaluation }: Released, lines: readonly Listed[]) {
  const answered = new Set(lines.flatMap(({ line }) => line.answer?.part ?? []));
  const signatures = new Map<number, Signatures>();
  for (const part of evaluation.coverage.parts.filter(({ seq }) => answered.has(seq))) {
    const signing = await readSigning(table, request.id, part.text);
    const second = part.countersignedAt
      ? request.parts.find(({ seq }) => seq === part.seq)?.countersigned?.text
      : undefined;
    signatures.set(part.seq, {
      ...defined('signing', signing),
      ...defined('second', second && signedOf(await readText(table, request.id, second))),
    });
  }
  return signatures;
}

async function readWords(table: Table, requestId: string, { sentBackUnanswered, view }: EvaluationLine) {
  const [back, seen] = await Promise.all([
    sentBackUnanswered && wordsOf(table, requestId, sentBackUnanswered, 'reason'),
    view && wordsOf(table, requestId, view.text, 'view'),
  ]);
  return { ...defined('sentBackReason', back), ...defined('view', seen) };
}

async function earlierOf(
  table: Table,
  { entries }: Pick<Released, 'entries'>,
  memberId: string,
  hops = 0,
): Promise<Earlier[]> {
  const cameFrom = entries.flatMap(({ event }) =>
    event.type === 'reroutedIn' && event.member[0] === memberId ? [event.from] : [],
  )[0];
  if (cameFrom === undefined || hops > MOST_HOPS) return [];
  const before = await load(table, requests, cameFrom);
  const slot = before.state.slots.findIndex(({ id }) => id === memberId);
  const its = before.state.slots[slot];
  const left = before.entries.findLast(({ event }) => event.type === 'reroutedOut' && event.slot === slot);
  if (!its || !left) return [];
  const answer = its.answer && (await readAnswer(table, cameFrom, its.answer));
  const further = await earlierOf(table, before, memberId, hops + 1);
  return [
    ...further.map((one, n) => (n === further.length - 1 ? { ...one, to: before.state.name } : one)),
    {
      from: before.state.name,
      at: left.at,
      by: left.by.body,
      category: its.category,
      ...defined('answer', answer),
      ...defined('answeredAt', its.answer?.at),
    },
  ];
}

/** Nobody is moved around more often than this. */
const MOST_HOPS = 5;

const defined = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]: V });

/** One text of a body with named texts; '' where a lawful order removed it. */
export async function wordsOf(table: Table, owner: string, ref: TextRef, name: string): Promise<string> {
  return textIn(await readText(table, owner, ref), name);
}

function textIn(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? new Map(Object.entries(body)).get(name) : undefined;
  return typeof value === 'string' ? value : '';
}

export const signedOf = (body: unknown): Signed => ({ name: textIn(body, 'name'), role: textIn(body, 'role') });

function whoConfirmed({ entries }: Released, { slot, confirmedAt }: EvaluationLine): Actor | undefined {
  return entries.findLast(
    ({ at, event }) => at === confirmedAt && event.type === 'confirmed' && event.slots.includes(slot),
  )?.by;
}
