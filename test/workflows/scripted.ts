import type { Clock, Json } from '#ports';
import {
  type LocalWorkflow,
  type LocalWorkflowOptions,
  localWorkflow,
  type WorkflowTask,
} from '../../infra/local/workflow.ts';
import { readWorkflowFile } from '../../infra/local/workflow-file.ts';

/** A clock that stands still until it is moved. */
export interface MovableClock extends Clock {
  moveTo(instant: string): void;
}

export function clockAt(instant: string): MovableClock {
  let now = instant;
  return {
    now: () => now,
    moveTo: (later) => {
      now = later;
    },
  };
}

export const plan = (what: string, shards: readonly Json[] = [], until = '2027-01-01T00:00:00.000Z'): Json => ({
  what,
  until,
  shards,
});

export const shard = (number: number, job = 'job'): Json => ({
  cycleId: 'c1',
  generation: 1,
  job,
  shard: `s${number}`,
});

/** Answers in turn, the last one for ever; an error is thrown. */
export function inTurn(...answers: readonly (Json | Error)[]): WorkflowTask {
  let next = 0;
  return async () => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    if (answer instanceof Error) throw answer;
    return answer ?? null;
  };
}

export const fault = (name: string): Error => Object.assign(new Error('as scripted'), { name });

/** A task that answers when it is told to. */
export function held() {
  const { promise, resolve, reject } = Promise.withResolvers<Json>();
  return { task: () => promise, answer: resolve, fail: reject };
}

export interface Scripted {
  readonly workflow: LocalWorkflow;
  /** Calls of functions in order. */
  readonly calls: { readonly function: string; readonly input: Json }[];
  readonly log: { readonly event: string; readonly fields: { readonly [name: string]: Json } }[];
  /** Calls as a line: `Plan Ask Send Plan`. */
  story(): string;
}

const FUNCTIONS = [
  'PlanFunction',
  'AskFunction',
  'RemindFunction',
  'SendFunction',
  'AssembleFunction',
  'DeliverFunction',
];

/** The real workflow file on the local interpreter, with functions that play a part. */
export async function scripted(
  parts: Readonly<Record<string, WorkflowTask>>,
  options: Partial<LocalWorkflowOptions> = {},
): Promise<Scripted> {
  const calls: Scripted['calls'] = [];
  const log: Scripted['log'] = [];
  const done = inTurn({ more: false });
  const tasks = FUNCTIONS.map((name): [string, WorkflowTask] => [
    name,
    (input) => {
      calls.push({ function: name, input });
      return (parts[name] ?? done)(input);
    },
  ]);
  const workflow = localWorkflow({
    definition: await readWorkflowFile(),
    tasks: Object.fromEntries(tasks),
    clock: clockAt('2026-11-02T01:00:00.000Z'),
    log: (event, fields) => log.push({ event, fields }),
    hurry: { betweenRetries: 0, resting: 0 },
    ...options,
  });
  return { workflow, calls, log, story: () => calls.map((call) => call.function.replace('Function', '')).join(' ') };
}

export const howItEnded = ({ log }: Scripted): Json | undefined =>
  log.find(({ event }) => event === 'workflow ended')?.fields.how;
