import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardRowOf } from '#domain/board.ts';
import { evaluate } from '#domain/evaluation.ts';
import { outcomeOf } from '#domain/outcome.ts';
import type { AnswerKind, Via } from '#domain/request-events.ts';
import { readAnswer } from '#records/answers.ts';
import { boardOf } from '#records/boards.ts';
import { stateAfter } from '#records/change.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { load, readJournal, requests } from '#records/journal.ts';
import { type Mail, mailOf } from '#records/outbox.ts';
import { ordersAfter } from '#records/request-mails.ts';
import { fromBody } from '#records/stored.ts';
import { outcomesOf } from '#records/totals.ts';
import { readPack } from '#steps/deliver/pack.ts';
import { answerOf, CYCLE, Life, launchedStore, request } from '#test/support/life.ts';
import { CELLS, type Cell, type Deed, endsOn, shouldTake } from '#test/support/model.ts';
import { verifyCycle } from '#watch/verify.ts';

/** Sequences tried; the merge gate takes some, `npm run test:long` thousands. */
const RUNS = Number(process.env.EXCHANGE_MODEL_RUNS ?? 40);
const SEED = process.env.EXCHANGE_MODEL_SEED;

type Doing = Deed extends infer D ? (D extends Deed ? Omit<D, 'id'> : never) : never;
/** Deeds at once, and the write at which the process dies under them. */
interface Scene {
  readonly deeds: readonly Doing[];
  readonly dieAt?: number;
}

// Mostly at the same few members, so that one thing meets another.
const cell = fc.constantFrom<Cell>('c1', 'c1', 'c1', ...CELLS);
const slot = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4);
const slots = fc.uniqueArray(slot, { minLength: 1, maxLength: 2 });
const few = fc.integer({ min: 1, max: 4 });
const kind = fc.constantFrom<AnswerKind>('comment', 'comment', 'comment', 'moved', 'notKnown', 'conflict');
const via = fc.constantFrom<Via>('link', 'link', 'link', 'link', 'ward', 'paper');
const one = <D extends Doing['do']>(what: D) => fc.constant(what);

const deedAbout: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: one('submit'), cell, slots, kind, via }) },
  { weight: 4, arbitrary: fc.record({ do: one('confirm'), cell, slots }) },
  { weight: 2, arbitrary: fc.record({ do: one('sendBack'), cell, slots }) },
  { weight: 1, arbitrary: fc.record({ do: one('reopen'), cell, slots }) },
  { weight: 1, arbitrary: fc.record({ do: one('view'), cell, slot }) },
  { weight: 1, arbitrary: fc.record({ do: one('conflict'), cell, slot, to: fc.constantFrom('hand', 'ward') }) },
  { weight: 3, arbitrary: fc.record({ do: one('reroute'), cell, slot, to: cell }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('countersign', 'press', 'excuse', 'contact', 'bounce', 'visit'), cell }),
  },
  { weight: 1, arbitrary: fc.record({ do: one('grant'), cell, days: few }) },
  { weight: 1, arbitrary: fc.record({ do: one('extend'), days: few }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('stop', 'resume', 'resume') }) },
  { weight: 1, arbitrary: fc.record({ do: one('acknowledge'), workplace: fc.constantFrom('e1', 'e2') }) },
);
const rare: fc.Arbitrary<Doing> = fc.record({ do: fc.constantFrom('closeEarly', 'cancel') });
const alone: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: one('tick'), hours: fc.constantFrom(1, 9, 24, 72, 140) }) },
  { weight: 1, arbitrary: fc.record({ do: one('restart') }) },
  { weight: 2, arbitrary: fc.record({ do: one('again') }) },
);
const scene: fc.Arbitrary<Scene> = fc.oneof(
  { weight: 8, arbitrary: deedAbout.map((deed) => ({ deeds: [deed] })) },
  { weight: 4, arbitrary: alone.map((deed) => ({ deeds: [deed] })) },
  { weight: 2, arbitrary: fc.array(deedAbout, { minLength: 2, maxLength: 4 }).map((deeds) => ({ deeds })) },
  {
    weight: 2,
    arbitrary: fc.record({
      deeds: fc.array(deedAbout, { minLength: 1, maxLength: 2 }),
      dieAt: fc.integer({ min: 0, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      deeds: fc.tuple(fc.record({ do: one('tick'), hours: fc.constantFrom(24, 72) })),
      dieAt: fc.integer({ min: 0, max: 40 }),
    }),
  },
);
type Story = readonly [readonly Scene[], readonly [Doing, readonly Scene[]] | null];
/** The requests leave, then whatever happens; every other cycle ends before its time. */
const story: fc.Arbitrary<Story> = fc.tuple(
  fc.array(scene, { minLength: 6, maxLength: 24 }),
  fc.option(fc.tuple(rare, fc.array(scene, { maxLength: 5 })), { freq: 3, nil: null }),
);

const ASKING = new Set([
  'request',
  'packs',
  'reminder',
  'extended',
  'sentBack',
  'toConfirm',
  'halfTime',
  'overdue',
  'unreachable',
  'counts',
]);

/** A moment at which nothing that asks for something may leave any more. */
interface Silence {
  readonly since: string;
  readonly before: ReadonlySet<string>;
}

async function tell(life: Life, [scenes, end]: Story) {
  const silences: Silence[] = [];
  let n = 0;
  const play = async ({ deeds, dieAt }: Scene) => {
    const mine = deeds.map((deed): Deed => ({ ...deed, id: `deed${n++}` }));
    const [single] = mine.length === 1 && dieAt === undefined ? mine : [];
    const wanted = single && shouldTake(await life.sheet(), single, await life.times());
    const before = new Set((await life.letters()).map(({ id }) => id));
    if (dieAt === undefined) await life.live(mine);
    else await life.die(mine, dieAt);
    if (single && wanted !== undefined)
      expect([single, life.outcomes.get(single.id)]).toEqual([single, wanted ? 'taken' : 'refused']);
    const ended = mine.find(
      ({ id, do: what }) => /^(stop|cancel|closeEarly)$/.test(what) && life.outcomes.get(id) === 'taken',
    );
    if (ended && mine.length === 1) silences.push({ since: ended.do, before });
    if (ended?.do !== 'stop' && mine.some(({ do: what }) => what === 'resume'))
      silences.splice(0, silences.length, ...silences.filter(({ since }) => since !== 'stop'));
    await lookAt(life, silences);
  };
  await life.live([{ id: 'asking', do: 'tick', hours: 5 * 24 + 1 }]);
  for (const next of scenes) await play(next);
  if (end) {
    await play({ deeds: [end[0]] });
    for (const next of end[1]) await play(next);
  }
  return { play, silences };
}

/** What holds after every scene. */
async function lookAt(life: Life, silences: readonly Silence[]): Promise<void> {
  const { table, files } = life.store;
  const { world } = (await life.machine()).exchange;
  await expectAcknowledgedAnswers(life);
  await expectFollowed(life);
  expect((await verifyCycle({ world, files }, CYCLE)).flaws).toEqual([]);
  expect(table.all().filter(({ pk }) => /^(TODO|POISON)#/.test(pk))).toEqual([]);
  await expectLetters(life, silences);
  const sheet = await life.sheet();
  const wanted = endsOn(sheet);
  const ends = new Map<string, string>();
  for (const committee of CELLS) {
    const { state } = await load(table, requests, request(committee));
    for (const place of state.slots) {
      const outcome = outcomeOf(state, place);
      if (!outcome) continue;
      expect(ends.has(place.id), `${place.id} is in two places`).toBe(false);
      ends.set(place.id, Object.values(outcome).join(' '));
    }
    const release = state.releases.at(-1);
    if (!release) continue;
    const newest = await readEvaluation(table, state.id, release.text);
    const told = new Set(newest.lines.filter((line) => line.toldByMail).map((line) => line.slot));
    expect(newest.lines).toEqual(evaluate(state, release.version, '', '', { told }).lines);
  }
  expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(wanted));
  const totals = await outcomesOf(table, CYCLE);
  expect(totals.members).toBe(ends.size);
  if (sheet.asked.size > 0) expect(ends.size).toBe(6);
}

/** What follows from each fact of a request is there: its row on the board, and every mail. */
async function expectFollowed(life: Life): Promise<void> {
  const { table } = life.store;
  const { world } = (await life.machine()).exchange;
  for (const committee of CELLS) {
    const { state, entries } = await load(table, requests, request(committee));
    if (state.seq === 0) continue;
    expect(new Set(entries.map(({ commandId }) => commandId)).size, 'a wish stands once').toBe(entries.length);
    const rows = await boardOf(table, CYCLE, state.deskId);
    expect(rows.find(({ requestId }) => requestId === state.id)).toEqual(boardRowOf(state));
    for (const entry of entries)
      for (const order of await ordersAfter(world, stateAfter(requests, state.id, entries, entry.seq), entry))
        expect([entry.event.type, (await mailOf(table, order)) !== undefined]).toEqual([entry.event.type, true]);
  }
}

/** I1: what somebody was told is kept is kept, word for word, and what was refused is not. */
async function expectAcknowledgedAnswers(life: Life): Promise<void> {
  const { table } = life.store;
  for (const [id, outcome] of life.outcomes) {
    const deed = life.deeds.get(id);
    if (!deed || ['tick', 'restart', 'again', 'bounce', 'visit'].includes(deed.do)) continue;
    const stands = await life.stands(deed);
    if (outcome !== 'unknown') expect([deed, stands]).toEqual([deed, outcome === 'taken']);
    if (deed.do !== 'submit' || !stands) continue;
    const entry = (await readJournal(table, requests, request(deed.cell))).find(({ commandId }) => commandId === id);
    if (entry?.event.type !== 'submitted') throw new Error(`${id} is no submission`);
    for (const { key, hash, slots: answered } of entry.event.chunks)
      for (const place of answered.keys())
        expect(await readAnswer(table, request(deed.cell), { ref: { key, hash }, place })).toEqual(answerOf(deed));
  }
}

/** I2 and I3: one letter an identity, one request and one reminder a morning to a committee, and silence after the end. */
async function expectLetters(life: Life, silences: readonly Silence[]): Promise<void> {
  const letters = await life.letters();
  expect(new Set(letters.map(({ id }) => id)).size).toBe(letters.length);
  const mails = life.store.table.all().flatMap((item) => (item.pk.startsWith('MAIL#') ? [fromBody<Mail>(item)] : []));
  const seen = new Set<string>();
  for (const { kind: what, recipient, subjects, occurrence, status, facts } of mails) {
    if (facts?.event !== undefined || !/^(request|reminder|extended|cancelled)$/.test(what) || status === 'dropped')
      continue;
    for (const { id } of subjects) {
      const name = `${what} ${recipient.mailbox} ${id} ${occurrence.replace(/\++$/, '')}`;
      expect(seen.has(name), name).toBe(false);
      seen.add(name);
    }
  }
  const { cycle } = await life.times();
  for (const { kind: what, id, at } of letters) {
    if (!ASKING.has(what)) continue;
    for (const { since, before } of silences) expect(before.has(id) ? '' : what, `after ${since}`).toBe('');
    if (!cycle.closedEarlyAt)
      expect(at <= `${cycle.dates.closesOn}T16:59:59.999Z`, `${what} after the close`).toBe(true);
  }
}

/** What holds when everything is over: each workplace has each of its members once, and nothing is left to do. */
async function lookAtTheEnd(life: Life): Promise<void> {
  const { table } = life.store;
  const { cycle } = await life.times();
  expect(table.all().filter(({ pk }) => /^(TODO|OUT|POISON)#/.test(pk))).toEqual([]);
  if (cycle.cancelledAt) return;
  expect(cycle.finishedAt).toBeDefined();
  for (const [workplace, members] of [
    ['e1', 'm1 m3 m5'],
    ['e2', 'm2 m4 m6'],
  ] as const) {
    const { lines, delivery } = await readPack({ table }, request(workplace));
    expect(
      lines
        .map(({ member }) => member.id)
        .sort()
        .join(' '),
    ).toBe(members);
    expect(delivery.version).toBeGreaterThan(0);
    expect(delivery.members).toBe(3);
  }
}

describe('whatever committees, wards, administrators, the clock and crashes do to a cycle', () => {
  it('every acknowledged word stays, no letter is doubled, everybody has one end, and it goes on by itself', async () => {
    const base = await launchedStore();
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const life = await Life.from(base);
        try {
          const { play } = await tell(life, told);
          await play({ deeds: [{ do: 'resume' }] });
          for (const weeks of [1, 1, 1, 2, 3, 4, 4]) await play({ deeds: [{ do: 'tick', hours: weeks * 7 * 24 }] });
          await lookAtTheEnd(life);
        } finally {
          await life.close();
        }
      }),
      { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}), endOnFailure: RUNS > 100 },
    );
  }, 3_600_000);
});
