import type { Evaluation, EvaluationLine } from '#domain/evaluation.ts';
import type { TextRef } from '#domain/request-events.ts';
import type { Table } from '#ports';
import { digestOf } from './hash.ts';
import { keys, padded } from './keys.ts';
import { fromBody, toBody } from './stored.ts';

/** Lines an item: about 300 bytes each, so an item stays under 100 KB. */
const PAGE = 250;

/**
 * Written before the event that releases it, under its version and the hash of its content: of two that assemble at once, the
 * one that loses never touches what the other released.
 */
export async function keepEvaluation(table: Table, evaluation: Evaluation): Promise<TextRef> {
  const { lines, ...head } = evaluation;
  const hash = digestOf(toBody(evaluation));
  const key = `${padded(evaluation.version)}.${hash.slice(0, 8)}`;
  for (let first = 0; first === 0 || first < lines.length; first += PAGE) {
    const body = toBody({ ...(first === 0 ? { head } : {}), lines: lines.slice(first, first + PAGE) });
    await table.put({ ...keys.evaluation(evaluation.requestId, key, first), version: 1, body });
  }
  return { key, hash };
}

/** The evaluation a release points to. Rejects when it is not what was released. */
export async function readEvaluation(table: Table, requestId: string, ref: TextRef): Promise<Evaluation> {
  const { items } = await table.query(keys.evaluations(requestId), { prefix: `${ref.key}.` });
  const lines: EvaluationLine[] = [];
  let head: Omit<Evaluation, 'lines'> | undefined;
  for (const item of items) {
    const page = fromBody<{ head?: Omit<Evaluation, 'lines'>; lines: EvaluationLine[] }>(item);
    head ??= page.head;
    lines.push(...page.lines);
  }
  const evaluation = head && { ...head, lines };
  if (!evaluation || digestOf(toBody(evaluation)) !== ref.hash)
    throw new Error(`evaluation ${ref.key} of ${requestId} is not the one that was released`);
  return evaluation;
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
