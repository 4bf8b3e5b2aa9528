import { describe, expect, test } from 'vitest';
import type { Json } from '#ports';
import type { Costs, WorkflowTask } from '../../infra/local/workflow.ts';
import { clockAt, plan, scripted } from './scripted.ts';

/**
 * Figures 1 and 2 of the bench, on the real file: what the loop costs a cycle whose functions do nothing but count. The
 * formulas are those of workflows/README.md; the interpreter's log says whether they hold.
 */
interface Size {
  readonly committees: number;
  readonly workingDays: number;
  /** Shards that the plan names in one answer. */
  readonly shards: number;
  /** Committees that one task gets done in its four minutes: some 23,000 measured, fewer where they have many members. */
  readonly aTask: number;
  /** Mails a second, as paced. */
  readonly mailsASecond: number;
}

interface Pass {
  readonly what: 'ask' | 'remind' | 'assemble' | 'deliver';
  /** Tasks per shard. */
  readonly tasks: number;
  /** Calls of Send. */
  readonly sends: number;
}

const SENDING_SECONDS = 240;

/** A large pass asks every committee; a daily one finds little to do. Every working day has one; large ones are six. */
function passes(size: Size): Pass[] {
  const tasks = Math.ceil(size.committees / size.shards / size.aTask);
  const sends = Math.max(1, Math.ceil(size.committees / size.mailsASecond / SENDING_SECONDS));
  const large = (what: Pass['what']): Pass => ({ what, tasks, sends: what === 'assemble' ? 0 : sends });
  const mornings = Array.from({ length: size.workingDays }, (): Pass => ({ what: 'remind', tasks: 1, sends: 1 }));
  // Three rounds of reminders reach everybody in the worst case, on three of the mornings.
  for (const morning of [1, 2, 3]) mornings[Math.floor((morning * size.workingDays) / 4)] = large('remind');
  return [large('ask'), ...mornings, large('assemble'), { ...large('deliver'), sends: 1 }];
}

/** The formulas of the README. */
const onPaper = {
  transitions: (size: Size): number =>
    passes(size).reduce((sum, p) => sum + 3 + size.shards * (2 * p.tasks + 1) + 2 * p.sends, 0) +
    size.workingDays * 3 +
    4,
  historyEvents: (size: Size): number =>
    passes(size).reduce((sum, p) => sum + 11 + size.shards * (7 * p.tasks + 4) + 7 * p.sends, 0) +
    size.workingDays * 9 +
    11,
};

async function runThrough(size: Size): Promise<Costs> {
  const ended = Promise.withResolvers<void>();
  const clock = clockAt('2026-11-02T01:00:00.000Z');
  const due = passes(size).flatMap((pass): (Pass | 'wait')[] => (pass.what === 'remind' ? ['wait', pass] : [pass]));
  let current: Pass | undefined;
  const left = new Map<string, number>();
  const countDown = (name: string): Json => {
    const more = (left.get(name) ?? 1) - 1;
    left.set(name, more);
    return { more: more > 0 };
  };
  const shards = Array.from({ length: size.shards }, (_, n) => ({
    cycleId: 'c',
    generation: 1,
    job: 'j',
    shard: `s${n}`,
  }));
  const planNext = async (): Promise<Json> => {
    const next = due.shift();
    if (next === 'wait') {
      clock.moveTo(new Date(Date.parse(clock.now()) + 24 * 3600 * 1000).toISOString());
      return plan('wait', [], clock.now());
    }
    current = next;
    if (!current) return plan('over', [], clock.now());
    for (const { shard } of shards) left.set(shard, current.tasks);
    left.set('mail', current.sends);
    return plan(current.what, shards, clock.now());
  };
  const work: WorkflowTask = async (input) => countDown(Object(input).shard);
  const { workflow } = await scripted(
    {
      PlanFunction: planNext,
      AskFunction: work,
      RemindFunction: work,
      AssembleFunction: work,
      DeliverFunction: work,
      SendFunction: async () => countDown('mail'),
    },
    { clock, log: (event) => event === 'workflow ended' && ended.resolve() },
  );
  await workflow.start('c.1', { cycleId: 'c', generation: 1 });
  await ended.promise;
  return workflow.costs();
}

const PROVINCE: Size = { committees: 8_000, workingDays: 28, shards: 4, aTask: 23_000, mailsASecond: 11.2 };
const NATION: Size = { committees: 300_000, workingDays: 86, shards: 4, aTask: 23_000, mailsASecond: 11.2 };

describe('what the loop costs', () => {
  test.each([
    ['one member a committee', PROVINCE],
    ['200 members a committee, a task getting through 500 committees', { ...PROVINCE, aTask: 500 }],
    ['eight shards', { ...PROVINCE, shards: 8 }],
  ])('a province of 8,000 committees in 40 days, %s: at most 0.2 transitions each', async (_, size) => {
    const { sum, executions } = await runThrough(size);
    expect(executions).toBe(1);
    expect(sum.transitions).toBe(onPaper.transitions(size));
    expect(sum.historyEvents).toBe(onPaper.historyEvents(size));
    expect(sum.transitions / size.committees).toBeLessThanOrEqual(0.2);
    expect(sum.invocations / size.committees, 'Lambda invocations (figure 3)').toBeLessThanOrEqual(0.1);
  });

  test.each([
    ['four shards, 11.2 mails a second', NATION],
    ['eight shards, 40 mails a second', { ...NATION, shards: 8, mailsASecond: 40 }],
  ])('a nation of 300,000 committees in 120 days, %s: at most 12,500 events of history', async (_, size) => {
    const { longestHistory } = await runThrough(size);
    expect(longestHistory).toBe(onPaper.historyEvents(size));
    expect(longestHistory).toBeLessThanOrEqual(12_500);
  });

  test('grows with days and shards, not with members', () => {
    expect(onPaper.transitions({ ...PROVINCE, committees: 4_000 })).toBeLessThan(onPaper.transitions(PROVINCE) * 1.01);
    expect(onPaper.transitions({ ...PROVINCE, committees: 16_000 }) / onPaper.transitions(PROVINCE)).toBeLessThan(1.2);
  });
});
