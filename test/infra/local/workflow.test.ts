import { describe, expect, test } from 'vitest';
import { localWorkflow } from '../../../infra/local/workflow.ts';
import { readWorkflowFile } from '../../../infra/local/workflow-file.ts';
import { clockAt, fault, held, howItEnded, inTurn, plan, scripted, shard } from '../../workflows/scripted.ts';

const CYCLE = { cycleId: 'c1', generation: 1 };

describe('stopping', () => {
  test('lets the task under way finish, begins no other, and is idle only then', async () => {
    const asking = held();
    const made = await scripted({
      PlanFunction: inTurn(
        plan(
          'ask',
          [1, 2, 3, 4, 5].map((n) => shard(n)),
        ),
      ),
      AskFunction: asking.task,
    });
    await made.workflow.start('c1.1', CYCLE);
    await new Promise(setImmediate);
    await made.workflow.stop('c1.1');
    expect(await made.workflow.state('c1.1')).toBe('ended');
    let idle = false;
    const becomesIdle = made.workflow.idle().then(() => {
      idle = true;
    });
    await new Promise(setImmediate);
    expect(idle).toBe(false);
    asking.answer({ more: true });
    await becomesIdle;
    expect(made.story()).toBe('Plan Ask Ask Ask Ask');
  });

  test('does not retry a task that fails afterwards', async () => {
    const planning = held();
    const made = await scripted({ PlanFunction: planning.task });
    await made.workflow.start('c1.1', CYCLE);
    await made.workflow.stop('c1.1');
    planning.fail(fault('Broken'));
    await made.workflow.idle();
    await new Promise(setImmediate);
    expect(made.story()).toBe('Plan');
    expect(howItEnded(made)).toBe('stopped');
  });

  test('what is not running is nothing', async () => {
    const { workflow } = await scripted({ PlanFunction: inTurn(plan('over')) });
    await workflow.start('c1.1', CYCLE);
    await workflow.idle();
    await workflow.stop('c1.1');
    await workflow.stop('never heard of');
    expect(await workflow.state('never heard of')).toBe('unknown');
  });
});

describe('a name', () => {
  test('is taken once, while it runs and for ever after', async () => {
    const { workflow } = await scripted({ PlanFunction: inTurn(plan('over')) });
    expect(await workflow.start('c1.1', CYCLE)).toBe('started');
    expect(await workflow.start('c1.1', CYCLE)).toBe('name taken');
    await workflow.idle();
    expect(await workflow.start('c1.1', CYCLE)).toBe('name taken');
  });

  test('two cycles run beside each other', async () => {
    const { workflow, calls } = await scripted({ PlanFunction: inTurn(plan('over')) });
    await Promise.all([workflow.start('c1.1', CYCLE), workflow.start('c2.1', { cycleId: 'c2', generation: 1 })]);
    await workflow.idle();
    expect(calls.map(({ input }) => Object(input).cycleId)).toEqual(['c1', 'c2']);
  });
});

test('a host that lacks one of the functions does not come up', async () => {
  const options = { definition: await readWorkflowFile(), clock: clockAt('2026-11-02T01:00:00.000Z'), log: () => {} };
  expect(() => localWorkflow({ ...options, tasks: {} })).toThrow('calls PlanFunction');
});
