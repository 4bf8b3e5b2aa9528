import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { boardOf } from '#records/boards.ts';
import { changeRequest } from '#records/changes.ts';
import { announce, INTENT_SHARDS, unsettled } from '#records/intents.ts';
import { append, load, requests } from '#records/journal.ts';
import { dueMails, OUT_SHARDS } from '#records/outbox.ts';
import { openedWith } from '#test/support/requests.ts';
import { aWorld, type TestWorld } from '#test/support/world.ts';
import { finishIntents } from '#watch/finish.ts';

const ID = 'c1.cell1';
const by = committee('cell1');
const visited = (): RequestEvent => ({ type: 'visited' });
const fault = (error: unknown) => {
  throw error;
};
const whileRunning = { fault };
const atStart = { fault, everything: true };

const left = async ({ table }: TestWorld) =>
  (await Promise.all(Array.from({ length: INTENT_SHARDS }, (_, n) => unsettled(table, n)))).flat();

async function opened(): Promise<TestWorld> {
  const world = aWorld();
  await changeRequest(world, ID, { id: 'open', by }, () => openedWith(2));
  return world;
}

/** The note and the event, and then the process was gone: nothing that follows from the event was done. */
async function halfDone(world: TestWorld, id: string, commandId: string, event: RequestEvent): Promise<void> {
  const { table, clock } = world;
  const loaded = await load(table, requests, id);
  await announce(table, { kind: 'request', id, commandId, at: clock.now() }, loaded.state.seq + 1);
  await append(table, requests, id, loaded, { id: commandId, by, at: clock.now() }, event);
}

describe('what a crash left half done', () => {
  it('is finished: the mail, the row, and then the note is gone', async () => {
    const world = aWorld();
    await halfDone(world, ID, 'open', openedWith(2));
    expect(await boardOf(world.table, 'c1', 'ward1')).toEqual([]);
    expect(await finishIntents(world, atStart)).toBe(1);
    expect(await boardOf(world.table, 'c1', 'ward1')).toMatchObject([{ requestId: ID, seq: 1 }]);
    const mails = await Promise.all(
      Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(world.table, n, world.clock.now(), 9)),
    );
    expect(mails.flat()).toHaveLength(1);
    expect(await left(world)).toEqual([]);
  });

  it('is left to its writer for a minute', async () => {
    const world = await opened();
    await halfDone(world, ID, 'visit', visited());
    world.clock.set('2026-11-02T02:00:59.000Z');
    expect(await finishIntents(world, whileRunning)).toBe(0);
    world.clock.set('2026-11-02T02:01:01.000Z');
    expect(await finishIntents(world, whileRunning)).toBe(1);
  });

  it('a note whose event never came is given up after twenty minutes, not before', async () => {
    const world = await opened();
    await announce(world.table, { kind: 'request', id: ID, commandId: 'never', at: world.clock.now() }, 2);
    world.clock.set('2026-11-02T02:19:00.000Z');
    expect(await finishIntents(world, whileRunning)).toBe(0);
    expect(await left(world)).toHaveLength(1);
    world.clock.set('2026-11-02T02:21:00.000Z');
    expect(await finishIntents(world, whileRunning)).toBe(0);
    expect(await left(world)).toEqual([]);
  });

  it('at the start of a host nobody else writes, so that such a note goes at once', async () => {
    const world = await opened();
    await announce(world.table, { kind: 'request', id: ID, commandId: 'never', at: world.clock.now() }, 2);
    expect(await finishIntents(world, atStart)).toBe(0);
    expect(await left(world)).toEqual([]);
  });

  it('one that cannot be finished does not stop its neighbours, stays, and is told', async () => {
    const world = await opened();
    for (const id of ['c1.a', 'c1.b', 'c1.c', 'c1.d', 'c1.e'])
      await halfDone(world, id, 'open', openedWith(1, { committeeId: id }));
    await announce(world.table, { kind: 'unheardOf', id: 'x', commandId: 'x', at: world.clock.now() }, 1);
    const faults: string[] = [];
    expect(await finishIntents(world, { everything: true, fault: (error) => faults.push(String(error)) })).toBe(5);
    expect(faults).toEqual(['Error: nobody knows how to finish an intent of kind unheardOf']);
    expect((await left(world)).map(({ kind }) => kind)).toEqual(['unheardOf']);
  });
});
