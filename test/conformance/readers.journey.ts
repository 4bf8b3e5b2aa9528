import { expect, it } from 'vitest';
import { readingMachine, readingRoom } from '#test/support/reading-room.ts';
import { type State, states, steps } from '#test/support/reading-states.ts';
import { request } from '#test/support/small-cycle.ts';
import { everybodyIn, expectEverybodySees } from '#test/support/who-sees.ts';
import { deployed } from './cloud-town.ts';

/** States in which everybody looks; between them the request only comes from one to the next. */
const looked: ReadonlySet<State> = new Set(['draft', 'delivered']);

it('each reader sees of the deployed pages what they should and nothing more: before anything is sent, and at the end', async () => {
  const { machine, routes } = await readingMachine();
  await machine.close();
  const { cloud, host, prepared, pages, base, console: here } = await deployed();
  const { clock } = here.deps;
  // It is the watch that wakes a cycle there.
  const wake = async () => 'left to the watch';
  const made = () => cloud.idle();
  const room = await readingRoom({ ...prepared, host, wake, pages, base, sessionClock: clock, routes, made });
  const cell = await room.byLink({ kind: 'request', id: request('c1') });
  for (const state of states) {
    await steps[state](room, cell);
    // Time has passed, so everybody comes anew.
    if (looked.has(state)) await expectEverybodySees(room, await everybodyIn(room, ` (${state})`), state);
  }
  expect(await cloud.faults()).toEqual([]);
});
