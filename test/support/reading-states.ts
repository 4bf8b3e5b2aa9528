import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import { readCycle } from '#records/cycles.ts';
import { assembleRequest } from '#records/follow-request.ts';
import type { World } from '#records/world.ts';
import { confirmAnswers, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import type { visitor } from './edge.ts';
import type { Reader, ReadingRoom } from './reading-room.ts';
import { CYCLE, request, SIGNING } from './small-cycle.ts';
import { formsOf } from './town.ts';

/** Words that stand nowhere else, so that a page which has one of them tells that very thing. */
const SAID = 'Vận động ba hộ hiến đất mở ngõ Lò Rèn.';

const levels = {
  example: 'setsExample',
  civicDuties: 'leads',
  attendance: 'partial',
  contact: 'regular',
  mobilising: 'active',
  proposal: 'none',
} as const;
const COMMENT: Answer = {
  kind: 'comment',
  levels,
  reasons: { civicDuties: { text: SAID, factDate: '2026-08-20' } },
  sources: ['meetings'],
};
/** What the cell types, field by field. */
const typed: readonly (readonly [string, string])[] = [
  ...Object.entries(levels).map(([criterion, level]) => [`level.${criterion}`, level] as const),
  ['reason.civicDuties', SAID],
  ['date.civicDuties', '2026-08-20'],
  ['source', 'meetings'],
  ['go', 'next'],
];

export const states = ['asked', 'draft', 'submitted', 'sentBack', 'confirmed', 'assembled', 'delivered'] as const;
export type State = (typeof states)[number];

const by = (id: string, name: string, commandId: string) => ({ commandId, by: committee(id, name) });

/** How the first cell's request comes from one state to the next. */
export const steps: {
  readonly [state in State]: (room: ReadingRoom, cell: Reader & ReturnType<typeof visitor>) => Promise<unknown>;
} = {
  asked: async () => {},
  draft: async (_, cell) => {
    const path = `/c/${request('c1')}/m/1`;
    const form = formsOf(await (await cell.get(path)).text()).get(path) ?? new URLSearchParams();
    for (const [name, value] of typed) form.set(name, value);
    const answer = await cell.post(path, { form });
    if (answer.status !== 303) throw new Error(`the draft was not taken: ${answer.status}`);
  },
  submitted: ({ world }) => submit(world, 'sends'),
  sentBack: ({ world }) =>
    sendBackAnswers(world)(request('c1'), by('w1', 'Võ Thị Bình', 'returns'), [0], 'Thiếu dẫn chứng.'),
  confirmed: async ({ world, host }) => {
    await submit(world, 'sends again');
    await confirmAnswers(world)(request('c1'), by('w1', 'Võ Thị Bình', 'confirms'), [0]);
    await host.settle();
  },
  // Before its time, so that nothing is delivered yet.
  assembled: async ({ world }) => {
    await assembleRequest(world, await readCycle(world.table, CYCLE), request('c1'), 'close');
  },
  delivered: async ({ host }) => {
    await host.moveClock('2026-12-11T02:00:01.000Z');
    await host.settle();
  },
};

const submit = (world: World, commandId: string) =>
  submitAnswers(world)(request('c1'), {
    ...by('c1', 'Triệu Văn Ký', commandId),
    via: 'link',
    answers: [{ slot: 0, answer: COMMENT }],
    signing: { ...SIGNING, signer: 'Triệu Văn Ký' },
  });
