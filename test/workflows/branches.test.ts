import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { LocalWorkflowOptions, WorkflowTask } from '../../infra/local/workflow.ts';
import { readWorkflowFile } from '../../infra/local/workflow-file.ts';
import { allStates } from './asl-audit.ts';
import { clockAt, fault, held, howItEnded, inTurn, plan, type Scripted, scripted, shard } from './scripted.ts';

const CYCLE = { cycleId: 'c1', generation: 1 };
const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

const hosts: Scripted[] = [];
const entered = new Set<string>();

async function host(parts: Readonly<Record<string, WorkflowTask>>, options: Partial<LocalWorkflowOptions> = {}) {
  const made = await scripted(parts, options);
  hosts.push(made);
  return made;
}

/** Runs a cycle from its start until nothing is at work. */
async function run(parts: Readonly<Record<string, WorkflowTask>>, options: Partial<LocalWorkflowOptions> = {}) {
  const made = await host(parts, options);
  await made.workflow.start('c1.1', CYCLE);
  await made.workflow.idle();
  return made;
}

afterEach(async () => {
  for (const { workflow } of hosts.splice(0)) {
    await workflow.close();
    for (const state of workflow.costs().sum.entered.keys()) entered.add(state);
  }
});

afterAll(async () => {
  const states = allStates({ ...(await readWorkflowFile()) }).map(({ name }) => name);
  expect([...entered].sort(), 'every state of the file is entered by one of these tests').toEqual(states.sort());
});

describe('what the plan says is done', () => {
  test('from the first request to the last evaluation, mail after everything that writes some', async () => {
    const story = await run({
      PlanFunction: inTurn(
        plan('ask', [shard(1)]),
        plan('remind', [shard(1)]),
        plan('assemble', [shard(1)]),
        plan('deliver', [shard(1)]),
        plan('send'),
        plan('over'),
      ),
    });
    expect(story.story()).toBe('Plan Ask Send Plan Remind Send Plan Assemble Plan Deliver Send Plan Send Plan');
    expect(howItEnded(story)).toBe('The cycle is over');
    expect(await story.workflow.state('c1.1')).toBe('ended');
  });

  test('a function is told the cycle, the generation, the job and the shard, and nothing else', async () => {
    const { calls } = await run({
      PlanFunction: inTurn(plan('ask', [{ ...Object(shard(7, 'ask@1')), more: 'ignored' }]), plan('over')),
    });
    expect(calls.map(({ input }) => input)).toEqual([CYCLE, { ...CYCLE, job: 'ask@1', shard: 's7' }, CYCLE, CYCLE]);
  });

  test('a shard and the mail go on until there is no more', async () => {
    const { story } = await run({
      PlanFunction: inTurn(plan('remind', [shard(1)]), plan('over')),
      RemindFunction: inTurn({ more: true }, { more: true }, { more: false }),
      SendFunction: inTurn({ more: true }, { more: false }),
    });
    expect(story()).toBe('Plan Remind Remind Remind Send Send Plan');
  });

  test('at most four shards are worked on at once, and all of them in the end', async () => {
    let now = 0;
    let most = 0;
    const { calls } = await run({
      PlanFunction: inTurn(
        plan(
          'assemble',
          [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => shard(n)),
        ),
        plan('over'),
      ),
      AssembleFunction: async () => {
        most = Math.max(most, ++now);
        await new Promise(setImmediate);
        now -= 1;
        return { more: false };
      },
    });
    expect(most).toBe(4);
    expect(calls.filter((call) => call.function === 'AssembleFunction')).toHaveLength(9);
  });

  test('no shard at all is no fault', async () => {
    const { story } = await run({ PlanFunction: inTurn(plan('deliver', []), plan('over')) });
    expect(story()).toBe('Plan Send Plan');
  });
});

describe('waiting', () => {
  test('ends by itself when the moment has come', async () => {
    const clock = clockAt('2026-11-02T01:00:00.000Z');
    const ended = Promise.withResolvers<void>();
    const { story } = await host(
      { PlanFunction: inTurn(plan('wait', [], '2026-11-02T01:00:00.020Z'), plan('over')) },
      { clock, log: (event) => event === 'workflow ended' && ended.resolve() },
    ).then(async (made) => {
      await made.workflow.start('c1.1', CYCLE);
      await ended.promise;
      return made;
    });
    expect(story()).toBe('Plan Plan');
  });

  test('is idle, and is measured on the clock that was handed in', async () => {
    const clock = clockAt('2031-05-05T00:00:00.000Z');
    const { workflow, story } = await run(
      { PlanFunction: inTurn(plan('wait', [], '2031-05-05T07:00:00.000Z')) },
      { clock },
    );
    await workflow.idle();
    expect(await workflow.state('c1.1')).toBe('running');
    expect(story()).toBe('Plan');
  });

  test('for longer than a timer can run does not end at once', async () => {
    const until = new Date(Date.parse('2026-11-02T01:00:00.000Z') + 60 * DAY).toISOString();
    const { workflow, story } = await run({ PlanFunction: inTurn(plan('wait', [], until)) });
    await new Promise(setImmediate);
    await workflow.idle();
    expect(story()).toBe('Plan');
  });

  test('is ended by a wake: the old execution stops, the next generation goes on', async () => {
    const clock = clockAt('2026-11-02T01:00:00.000Z');
    const made = await run(
      {
        PlanFunction: async (input) =>
          Object(input).generation === 1 ? plan('wait', [], '2026-11-03T01:00:00.000Z') : plan('over'),
      },
      { clock },
    );
    clock.moveTo('2026-11-03T01:00:00.000Z');
    await made.workflow.stop('c1.1');
    expect(await made.workflow.start('c1.2', { cycleId: 'c1', generation: 2 })).toBe('started');
    await made.workflow.idle();
    expect(made.calls.map(({ input }) => Object(input).generation)).toEqual([1, 2]);
    expect(made.log.filter(({ event }) => event === 'workflow ended').map(({ fields }) => fields.how)).toEqual([
      'stopped',
      'The cycle is over',
    ]);
  });
});

const TASKS = [
  ['ask', 'AskFunction'],
  ['remind', 'RemindFunction'],
  ['assemble', 'AssembleFunction'],
  ['deliver', 'DeliverFunction'],
] as const;

describe('a fault', () => {
  test('that passes is retried and leaves no trace in the order of things', async () => {
    const { story, workflow } = await run({
      PlanFunction: inTurn(fault('Throttled'), plan('ask', [shard(1)]), plan('over')),
      AskFunction: inTurn(fault('Throttled'), fault('Throttled'), { more: false }),
      SendFunction: inTurn(fault('Lambda.TooManyRequestsException'), { more: false }),
    });
    expect(story()).toBe('Plan Plan Ask Ask Ask Send Send Plan');
    expect(workflow.costs().sum.entered.has('Rest after a fault')).toBe(false);
  });

  test.each(TASKS)(
    'that stays in one shard (%s) leaves its neighbours alone and goes back to the plan',
    async (what, name) => {
      const failing: WorkflowTask = async (input) => {
        if (Object(input).shard === 's2') throw fault('Broken');
        return { more: false };
      };
      const shards = [1, 2, 3, 4, 5, 6].map((n) => shard(n));
      const { calls, story } = await run({ PlanFunction: inTurn(plan(what, shards), plan('over')), [name]: failing });
      const worked = calls.filter((call) => call.function === name).map(({ input }) => Object(input).shard);
      expect(worked.filter((id) => id === 's2')).toHaveLength(6);
      expect(new Set(worked).size).toBe(6);
      expect(story().endsWith('Plan')).toBe(true);
    },
  );

  test.each(['PlanFunction', 'SendFunction'])('that stays in %s rests and plans again', async (name) => {
    const broken = Array.from({ length: 6 }, () => fault('Broken'));
    const { workflow, calls } = await run({
      PlanFunction: inTurn(plan('send'), plan('over')),
      [name]: name === 'PlanFunction' ? inTurn(...broken, plan('over')) : inTurn(...broken, { more: false }),
    });
    expect(workflow.costs().sum.entered.get('Rest after a fault')).toBe(1);
    expect(calls.filter((call) => call.function === name).length).toBeGreaterThanOrEqual(6);
    expect(await workflow.state('c1.1')).toBe('ended');
  });

  test('of an answer that nobody knows rests, and resting is idle', async () => {
    const { workflow, story } = await run({ PlanFunction: inTurn(plan('dance')) }, { hurry: { betweenRetries: 0 } });
    expect(story()).toBe('Plan');
    expect(await workflow.state('c1.1')).toBe('running');
  });

  test('in a shard that rests is not idle before the last of its neighbours has finished', async () => {
    const last = held();
    const shards = [1, 2, 3, 4, 5].map((n) => shard(n));
    const made = await host(
      {
        PlanFunction: inTurn(plan('ask', shards)),
        AskFunction: async (input) => {
          if (Object(input).shard === 's1') throw fault('Broken');
          return Object(input).shard === 's5' ? last.task() : { more: false };
        },
      },
      { hurry: { betweenRetries: 0 } },
    );
    await made.workflow.start('c1.1', CYCLE);
    let idle = false;
    const becomesIdle = made.workflow.idle().then(() => {
      idle = true;
    });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(idle).toBe(false);
    last.answer({ more: false });
    await becomesIdle;
    expect(made.calls.filter((call) => call.function === 'SendFunction')).toEqual([]);
  });

  test('is logged by name, without what it says', async () => {
    const { log } = await run({ PlanFunction: inTurn(fault('Throttled'), plan('over')) });
    expect(log.find(({ event }) => event === 'workflow task failed')?.fields).toEqual({
      name: 'c1.1',
      state: 'Plan what is due',
      error: 'Throttled',
    });
    expect(JSON.stringify(log)).not.toContain('as scripted');
  });

  test('of the workflow itself ends the execution and says where', async () => {
    const made = await run({ PlanFunction: inTurn({ what: 'wait' }) });
    expect(howItEnded(made)).toBe('failed in "Plan what is due": States.Runtime');
    expect(await made.workflow.state('c1.1')).toBe('ended');
  });
});

describe('a refusal that is final ends the execution quietly, without a retry', () => {
  test.each([
    ['OldGeneration', 'A newer execution took over'],
    ['CycleOver', 'The cycle is over'],
  ])('%s of the plan or of the mail', async (name, end) => {
    const ofThePlan = await run({ PlanFunction: inTurn(fault(name)) });
    expect([ofThePlan.story(), howItEnded(ofThePlan)]).toEqual(['Plan', end]);
    const ofTheMail = await run({ PlanFunction: inTurn(plan('send')), SendFunction: inTurn(fault(name)) });
    expect([ofTheMail.story(), howItEnded(ofTheMail)]).toEqual(['Plan Send', end]);
  });

  test.each(TASKS)('OldGeneration of a shard (%s): the next task says it again', async (what, name) => {
    const old = inTurn(fault('OldGeneration'));
    const made = await run({
      PlanFunction: inTurn(plan(what, [shard(1), shard(2)]), fault('OldGeneration')),
      SendFunction: old,
      [name]: old,
    });
    expect(made.calls.filter((call) => call.function === name)).toHaveLength(2);
    expect(howItEnded(made)).toBe('A newer execution took over');
  });
});
