import { describe, expect, it } from 'vitest';
import type { Workflow } from '#ports';
import { listPoison, readClockwork, takeGeneration } from '#records/cycles.ts';
import { announce } from '#records/intents.ts';
import { dueMails, enqueue, finish, readMail, SINGLE_SHARD } from '#records/outbox.ts';
import { sendAgain } from '#records/troubled-mails.ts';
import { cancel, launch, stop } from '#steps/launch/control.ts';
import { executions } from '#test/support/executions.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { heartbeat, type WatchDeps, wakeAll } from '#watch/heartbeat.ts';

const ROSTER = rosterCsv([{ id: 'c1', members: membersOf('c1', 2) }]);

function watching(office: Office) {
  const ran = executions();
  const logged: string[] = [];
  const deps: WatchDeps = {
    world: office.world,
    workflow: ran.workflow,
    send: async () => ({ more: false, sent: 0 }),
    log: (event, facts) => logged.push([event, ...Object.values(facts)].join(' ')),
  };
  return { ...ran, deps, logged, beat: heartbeat(deps) };
}

async function launched(order = {}) {
  const office = await anOffice(ROSTER);
  const { cycleId } = await office.open(order);
  await launch(office.control)(cycleId, { by: 'An', commandId: 'launch' });
  return { office, cycleId, ...watching(office) };
}

describe('the heartbeat', () => {
  it('wakes a launched cycle that nobody drives, once', async () => {
    const { beat, running, cycleId } = await launched();
    expect(await beat()).toMatchObject({ woken: 1 });
    expect(running()).toEqual([`${cycleId}-1`]);
    expect(await beat()).toMatchObject({ woken: 0 });
  });

  it('leaves a cycle alone that is not launched', async () => {
    const office = await anOffice(ROSTER);
    await office.open();
    expect(await watching(office).beat()).toMatchObject({ woken: 0 });
  });

  it('after a restart, when the execution is unknown, starts the next', async () => {
    const { beat, states, running, cycleId } = await launched();
    await beat();
    states.clear();
    expect(await beat()).toMatchObject({ woken: 1 });
    expect(running()).toEqual([`${cycleId}-2`]);
  });

  it('moves a cycle that waits by an older definition to the one that was deployed, once', async () => {
    const { beat, deployed, running, cycleId } = await launched();
    await beat();
    deployed.definition = 'second';
    expect(await beat()).toMatchObject({ woken: 1 });
    expect(running()).toEqual([`${cycleId}-2`]);
    expect(await beat()).toMatchObject({ woken: 0 });
  });

  it('starts again an execution that ended before its time', async () => {
    const { beat, states, running, cycleId } = await launched();
    await beat();
    states.set(`${cycleId}-1`, 'ended');
    await beat();
    expect(running()).toEqual([`${cycleId}-2`]);
  });

  it('wakes a cancelled cycle until every committee has been told, and then no more', async () => {
    const { beat, states, running, office, cycleId } = await launched();
    await beat();
    await cancel(office.control)(cycleId, { by: 'An', commandId: 'cancel' }, 'thôi');
    states.set(`${cycleId}-1`, 'ended');
    expect(await beat()).toMatchObject({ woken: 1 });
    expect(running()).toEqual([`${cycleId}-2`]);
    states.set(`${cycleId}-2`, 'ended');
    await office.doAll(cycleId);
    expect(await beat()).toMatchObject({ woken: 0 });
    states.clear();
    expect(await beat()).toMatchObject({ woken: 0 });
  });

  it('makes a mail due that was to be sent again when the process ended', async () => {
    const { beat, office, cycleId } = await launched();
    const { table } = office;
    const at = office.world.clock.now();
    const id = await enqueue(table, {
      kind: 'receipt',
      recipient: { mailbox: 'c1@coquan.example', language: 'vi' },
      about: cycleId,
      subjects: [],
      occurrence: '1',
      cycleId,
      dueAt: at,
    });
    const due = async () => (await dueMails(table, SINGLE_SHARD, at, 9)).find((one) => one.id === id);
    const [pointer, claimed] = [await due(), await readMail(table, id)];
    if (!pointer || !claimed) throw new Error('nothing waits');
    await finish(table, pointer, claimed, { status: 'failed', at });
    const broken = faulty(table, ({ pk }) => pk.startsWith('OUT#'));
    await expect(sendAgain(broken.table, id, at)).rejects.toThrow(TypeError);
    expect(await due()).toBeUndefined();
    await beat();
    expect(await due()).toBeDefined();
  });

  it('goes on sending and waking when something half done cannot be finished (I8)', async () => {
    const { beat, office, logged } = await launched();
    const at = '2026-10-01T00:00:00.000Z';
    await announce(office.world.table, { kind: 'unheardOf', id: 'x', commandId: 'x', at }, 1);
    await expect(beat()).rejects.toThrow('nobody knows how to finish');
    expect(logged).toEqual(['watch.fault Error', 'watch.beat 0 0 1']);
  });

  it('goes on to the next cycle when one cannot be read, and when mail cannot be sent', async () => {
    const { office, deps, logged, running } = await launched();
    const { cycleId: second } = await office.open({}, 'second');
    await launch(office.control)(second, { by: 'An', commandId: 'launch 2' });
    const broken: Workflow['state'] = async (name) => {
      if (name.includes('open01')) throw new Error('no answer');
      return deps.workflow.state(name);
    };
    await takeGeneration(office.world.table, '2026-11-open01', {
      generation: 1,
      execution: '2026-11-open01-1',
      definition: 'first',
    });
    const beat = heartbeat({
      ...deps,
      workflow: { ...deps.workflow, state: broken },
      send: async () => {
        throw new TypeError('no mail today');
      },
    });
    await expect(beat()).rejects.toThrow('no mail today');
    expect(running()).toEqual([`${second}-1`]);
    expect(logged).toEqual(['watch.fault TypeError', 'watch.fault Error', 'watch.beat 0 0 1']);
  });

  it('tries again by itself what a job failed on an hour ago, and not before (I8)', async () => {
    const { office, beat, running, cycleId } = await launched();
    await office.at('2026-11-02T02:00:00.000Z');
    const { table } = faulty(office.table, ({ pk }) => pk.startsWith('SLICE#'));
    await office.through(table).doAll(cycleId);
    expect(await listPoison(office.table, cycleId)).toHaveLength(1);
    await beat();
    await office.at('2026-11-02T02:59:00.000Z');
    expect(await beat()).toMatchObject({ woken: 0 });
    await office.at('2026-11-02T03:00:00.000Z');
    expect(await beat()).toMatchObject({ woken: 1 });
    expect(running()).toEqual([`${cycleId}-2`]);
    await office.doAll(cycleId);
    expect(await office.rows(cycleId)).toHaveLength(1);
    expect(await beat()).toMatchObject({ woken: 0 });
  });

  it('tries again in a cycle that was cancelled while it was stopped, too', async () => {
    const { office, beat, cycleId } = await launched();
    await beat();
    await office.at('2026-11-02T02:00:00.000Z');
    await office.doAll(cycleId);
    await stop(office.control)(cycleId, { by: 'An', commandId: 'stop' }, 'xem lại');
    await cancel(office.control)(cycleId, { by: 'An', commandId: 'cancel' }, 'thôi');
    const { table } = faulty(office.table, ({ pk }) => pk.startsWith('J#request#'));
    await office.through(table).doAll(cycleId);
    expect(await listPoison(office.table, cycleId)).toHaveLength(1);
    await office.at('2026-11-02T03:00:00.000Z');
    expect(await beat()).toMatchObject({ woken: 1 });
    await office.doAll(cycleId);
    expect((await office.rows(cycleId)).map(({ cancelled }) => cancelled)).toEqual([true]);
  });

  it('a moved clock wakes every cycle that is still driven, and no other', async () => {
    const { office, deps, running, cycleId } = await launched();
    const { cycleId: cancelled } = await office.open({}, 'second');
    await launch(office.control)(cancelled, { by: 'An', commandId: 'launch 2' });
    await cancel(office.control)(cancelled, { by: 'An', commandId: 'cancel' }, 'thôi');
    expect(await wakeAll(deps)).toBe(1);
    expect(running()).toEqual([`${cycleId}-1`]);
    expect(await readClockwork(office.world.table, cancelled)).toBeUndefined();
  });
});
