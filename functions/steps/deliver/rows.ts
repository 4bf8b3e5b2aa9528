import type { BoardRow } from '#domain/board.ts';
import type { Comment } from '#domain/comment.ts';
import type { OpenCycle } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { byName, inMemberOrder } from '#domain/names.ts';
import { NO_DESK } from '#domain/outcome.ts';
import { dateShown } from '#domain/written-date.ts';
import type { Table } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { deliveries, load } from '#records/journal.ts';
import { listParties } from '#records/parties.ts';
import { boardsOf } from '#records/totals.ts';
import type { World } from '#records/world.ts';
import { readAhead } from '../job.ts';
import { type EvaluationInWords, evaluationInWords, type Names, type Telling, tellingOf } from './in-words.ts';
import { type Evaluated, listed, readPack, readReleased, withTexts } from './pack.ts';
import type { EvaluationWords } from './words/index.ts';

/** One member's evaluation, as data and in words: what every file is made of. */
export interface EvaluationRow {
  readonly evaluated: Evaluated;
  readonly told: EvaluationInWords;
  readonly workplace: string;
}

export type Whose = { readonly deliveryId: string } | { readonly cycleId: string };

export interface Rows {
  readonly cycle: OpenCycle;
  readonly telling: Telling;
  readonly rows: AsyncIterable<EvaluationRow>;
}

/** Told after each request of a whole cycle. */
export type Progress = () => unknown;

/** The evaluations of one workplace in the order of names, or of a whole cycle request by request. */
export async function evaluationRows(
  world: Pick<World, 'table'>,
  whose: Whose,
  language: Language,
  progress: Progress = () => {},
): Promise<Rows> {
  const cycleId = 'cycleId' in whose ? whose.cycleId : whose.deliveryId.slice(0, whose.deliveryId.indexOf('.'));
  const cycle = await readCycle(world.table, cycleId);
  const telling = tellingOf(cycle, language);
  const names: Names = new Map((await listParties(world.table, cycleId)).map(({ id, name }) => [id, name]));
  const all = 'cycleId' in whose ? ofCycle(world, cycle, progress) : ofDelivery(world, whose.deliveryId);
  return { cycle, telling, rows: inRows(all, telling, names) };
}

async function* inRows(all: AsyncIterable<Evaluated>, telling: Telling, names: Names): AsyncIterable<EvaluationRow> {
  for await (const evaluated of all) {
    const { workplaceId } = evaluated.line;
    const told = evaluationInWords(telling, evaluated, names);
    yield { evaluated, told, workplace: names.get(workplaceId) ?? workplaceId };
  }
}

async function* ofDelivery(world: Pick<World, 'table'>, deliveryId: string): AsyncIterable<Evaluated> {
  const { lines, delivery } = await readPack(world, deliveryId);
  yield* await withTexts(world, lines, delivery.told);
}

/** Requests that are read at once: a province's are 8,000, and each wants some eight calls one after the other. */
const WIDTH = 100;

/** Ward by ward, and within each by the names of the committees. */
async function rowsInOrder(table: Table, cycleId: string): Promise<readonly BoardRow[]> {
  const boards = Map.groupBy(await boardsOf(table, cycleId), ({ deskId }) => deskId);
  return [...boards.values()].flatMap((rows) => rows.toSorted(byName));
}

async function* ofCycle(world: Pick<World, 'table'>, cycle: OpenCycle, progress: Progress): AsyncGenerator<Evaluated> {
  const { table } = world;
  const told = new Map<string, Promise<ReadonlySet<string>>>();
  const toldBy = (workplaceId: string) => {
    const known =
      told.get(workplaceId) ?? load(table, deliveries, `${cycle.id}.${workplaceId}`).then(({ state }) => state.told);
    told.set(workplaceId, known);
    return known;
  };
  const read = async ({ requestId }: BoardRow): Promise<readonly Evaluated[]> => {
    const released = await readReleased(table, requestId);
    if (!released) return [];
    const lines = inMemberOrder(
      listed(released, () => true),
      ({ member }) => member,
    );
    const sets = await Promise.all([...new Set(lines.map(({ line }) => line.workplaceId))].map(toldBy));
    return withTexts(world, lines, new Set(sets.flatMap((set) => [...set])));
  };
  for await (const evaluated of readAhead(await rowsInOrder(table, cycle.id), WIDTH, read)) {
    yield* evaluated;
    await progress();
  }
}

type Column = keyof EvaluationWords['columns'] | 'attendance';

const COLUMNS: readonly Column[] = [
  'memberId',
  'name',
  'birthDate',
  'workplace',
  'residence',
  'ward',
  'outcome',
  'how',
  'levels',
  'reasons',
  'remark',
  'attendance',
  'view',
  'told',
  'coverage',
  'version',
];

export const headings = ({ words }: Telling): string[] =>
  COLUMNS.map((column) => (column === 'attendance' ? words.heads.attendance : words.columns[column]));

/**
 * A row as text, cell by cell. The comment is one cell, begun by how it came about, so that no column can be sorted by a level:
 * an evaluation is to be read, and no list of it ranks anybody.
 */
export function cellsOf(row: EvaluationRow): string[] {
  const { evaluated, told } = row;
  const { line, member, released, wardName } = evaluated;
  const said = told.answer?.said ?? [];
  const cells: { readonly [column in Column]: string } = {
    memberId: line.memberId,
    name: member.name,
    birthDate: dateShown(member.birthDate),
    workplace: row.workplace,
    residence: released.evaluation.committeeName,
    ward: wardName ?? '',
    outcome: told.outcome,
    how: told.how.join('\n'),
    levels: [told.answer?.sources, told.answer?.plain, told.removed, ...said.map(levelLine)].filter(isText).join('\n'),
    reasons: said.flatMap(({ heading, reason }) => (reason ? [`${heading}: ${reason}`] : [])).join('\n'),
    remark: told.answer?.remark ?? '',
    attendance: told.attendance,
    view: told.view,
    told: told.told,
    coverage: told.coverage.join('\n'),
    version: String(released.evaluation.version),
  };
  return COLUMNS.map((column) => cells[column]);
}

const isText = (text: string | undefined): text is string => text !== undefined;
const levelLine = ({ heading, level }: { heading: string; level: string }): string => `${heading}: ${level}`;

/** Characters that XML cannot hold would make a whole file unreadable. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is its purpose
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

export function plainOf({ evaluated, told, workplace }: EvaluationRow) {
  const { line, member, released, answer, wardName } = evaluated;
  const { evaluation } = released;
  const comment: Partial<Comment> = answer?.kind === 'comment' ? answer : {};
  return {
    memberId: line.memberId,
    name: member.name,
    birthDate: member.birthDate,
    category: line.category,
    workplaceId: line.workplaceId,
    workplace,
    residenceId: evaluation.committeeId,
    residence: evaluation.committeeName,
    ...(evaluation.deskId === NO_DESK ? {} : { wardId: evaluation.deskId, ward: wardName ?? '' }),
    state: line.outcome.state,
    why: line.outcome.state === 'commented' ? line.outcome.how : line.outcome.why,
    outcome: told.outcome,
    ...(comment.levels ? { levels: comment.levels, reasons: comment.reasons, sources: comment.sources } : {}),
    ...(comment.remark ? { remark: comment.remark } : {}),
    ...(answer?.kind === 'notHere' && answer.movedTo ? { movedTo: answer.movedTo } : {}),
    ...(line.answer ? { answeredAt: line.answer.at, late: line.answer.late, via: line.answer.via } : {}),
    ...(line.confirmedAt ? { confirmedAt: line.confirmedAt } : {}),
    how: told.how,
    attendance: told.attendance,
    view: told.view,
    told: told.told,
    coverage: told.coverage,
    version: evaluation.version,
  };
}
