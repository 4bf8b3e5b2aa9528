import { expect } from 'vitest';
import { outcomeOf } from '#domain/outcome.ts';
import type { Letter } from '#ports';
import { deliveryBoardOf } from '#records/boards.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { cycles, deliveries, desks, requests, verify } from '#records/journal.ts';
import { CYCLE, type Kept, stateOf } from './small-cycle.ts';

/** Everything a reader of the result could compare. */
export async function told(host: Kept, spooled: readonly Letter[]) {
  const { table } = host.ground;
  const letters = spooled.map(({ kind, to, subject, text, at }) => `${at} ${kind} ${to} ${subject}\n${text}`);
  const ends = [];
  const evaluations = [];
  for (const cell of ['c1', 'c2', 'c3']) {
    const state = await stateOf(host, cell);
    ends.push(state.slots.map((slot) => [slot.id, outcomeOf(state, slot)]));
    for (const { text } of state.releases) evaluations.push(await readEvaluation(table, state.id, text));
  }
  return { letters: letters.sort(), ends, evaluations, workplaces: await deliveryBoardOf(table, CYCLE) };
}

/** How the story ends, wherever it was lived: everybody in one state, every journal whole. */
export async function expectItsEnd({ ground }: Kept, result: Awaited<ReturnType<typeof told>>): Promise<void> {
  expect(result.ends).toEqual([
    [
      ['m1', { state: 'commented', how: 'confirmed' }],
      ['m2', { state: 'commented', how: 'notConfirmed' }],
    ],
    [
      ['m3', { state: 'commented', how: 'notConfirmed' }],
      ['m5', { state: 'commented', how: 'notConfirmed' }],
    ],
    [
      ['m4', { state: 'notHere', why: 'moved' }],
      ['m5', undefined],
    ],
  ]);
  expect(result.workplaces.map(({ workplaceId, version, members }) => [workplaceId, version, members])).toEqual([
    ['e1', 1, 3],
    ['e2', 2, 2],
  ]);
  for (const cell of ['c1', 'c2', 'c3'])
    expect(await verify(ground.table, requests, `${CYCLE}.${cell}`)).toBeUndefined();
  expect(await verify(ground.table, cycles, CYCLE)).toBeUndefined();
  expect(await verify(ground.table, desks, `${CYCLE}.w1`)).toBeUndefined();
  expect(await verify(ground.table, deliveries, `${CYCLE}.e1`)).toBeUndefined();
}
