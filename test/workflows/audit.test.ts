import { readFileSync } from 'node:fs';
import { StateMachine } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import { readWorkflowFile } from '../../infra/local/workflow-file.ts';
import { allStates, audit, isNode, type Node } from './asl-audit.ts';

const workflow = (name: string) => readFileSync(new URL(`../../workflows/${name}`, import.meta.url), 'utf8');
const placeholders = [
  'PlanFunction',
  'AskFunction',
  'RemindFunction',
  'SendFunction',
  'AssembleFunction',
  'DeliverFunction',
];

const machine = (): Node => JSON.parse(workflow('exchange-cycle.asl.json'));

/** What the audit says of a copy in which one place was changed; undefined takes away what stands there. */
function complaintsAbout(state: string, path: string, value: unknown): string {
  const copy = machine();
  const found = allStates(copy).find(({ name }) => name === state);
  const steps = path.split('/');
  const last = steps.pop() ?? '';
  const place = steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), found ? found.state : copy);
  if (typeof place !== 'object' || place === null) throw new Error(`nothing at ${state}, ${path}`);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return audit(copy, { placeholders }).join('\n');
}

describe('the workflow file', () => {
  test('uses nothing that AWS and the local interpreter do not both know', () => {
    expect(audit(machine(), { placeholders })).toEqual([]);
  });

  test('is taken by the interpreter with its placeholders unresolved', async () => {
    const definition = await readWorkflowFile();
    expect(() => new StateMachine(definition)).not.toThrow();
  });

  test('has a line in the README for every state', () => {
    const readme = workflow('README.md');
    const lines = readme.split('\n').map((line) => line.split('|')[1]?.trim());
    const missing = allStates(machine()).filter(({ name }) => !lines.includes(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('calls each of its functions somewhere', () => {
    const called = allStates(machine()).flatMap(({ state }) => {
      const name = isNode(state.Parameters) ? state.Parameters.FunctionName : undefined;
      return typeof name === 'string' ? [name.slice(2, -1)] : [];
    });
    expect([...new Set(called)].sort()).toEqual([...placeholders].sort());
  });
});

const WHOLE = 'the machine';
const PLAN = 'Plan what is due';
const SEND = 'Send mail';
const CHOICE = 'What is due?';
const WAIT = 'Wait until the next moment';
const MAP = 'Ask committees';
const SHARD = 'Ask the committees of a shard';
const TOO_LONG = 25 * 86_400;
const GONE = undefined;

const FORBIDDEN: readonly (readonly [title: string, state: string, path: string, value: unknown, complaint: RegExp])[] =
  [
    ['JSONata for the whole machine', WHOLE, 'QueryLanguage', 'JSONata', /QueryLanguage/],
    ['JSONata in one state', PLAN, 'QueryLanguage', 'JSONata', /QueryLanguage/],
    ['a JSONata expression', PLAN, 'Parameters/Payload/cycleId.$', '{% $x %}', /JSONata/],
    ['variables', PLAN, 'Assign', { a: 1 }, /Assign/],
    ['a task token', SEND, 'Resource', 'arn:aws:states:::lambda:invoke.waitForTaskToken', /lambda:invoke/],
    ['another service', SEND, 'Resource', 'arn:aws:states:::sqs:sendMessage', /lambda:invoke/],
    ['a function by its ARN', SEND, 'Resource', 'arn:aws:lambda:us-east-1:123456789012:function:send', /lambda:invoke/],
    ['a heartbeat', SEND, 'HeartbeatSeconds', 10, /HeartbeatSeconds/],
    ['a distributed Map', MAP, 'ItemProcessor/ProcessorConfig/Mode', 'DISTRIBUTED', /inline/],
    ['a Map that reads from a bucket', MAP, 'ItemReader', {}, /ItemReader/],
    ['a Map of unlimited concurrency', MAP, 'MaxConcurrency', GONE, /concurrency/],
    ['a Map whose results are kept', MAP, 'ResultPath', GONE, /array becomes the state/],
    ['the context object', PLAN, 'Parameters/Payload/cycleId.$', '$$.Execution.Name', /context/],
    ['an intrinsic function', PLAN, 'Parameters/Payload/cycleId.$', "States.Format('{}', $.a)", /intrinsic/],
    ['an array-indexed path in a choice', CHOICE, 'Choices/0/Variable', '$.plan.shards[0].job', /array-indexed/],
    ['an operator that the two read differently', CHOICE, 'Choices/0/IsPresent', false, /IsPresent/],
    ['a choice without a default', CHOICE, 'Default', GONE, /default/],
    ['a wait beyond 24 days', 'Rest after a fault', 'Seconds', TOO_LONG, /wait beyond/],
    ['a wait for a fixed date', WAIT, 'Timestamp', '2026-01-01T00:00:00Z', /Timestamp/],
    ['a wait for nothing', WAIT, 'TimestampPath', GONE, /not by seconds/],
    ['a task timeout beyond 24 days', SEND, 'TimeoutSeconds', TOO_LONG, /timeout beyond/],
    ['a machine timeout beyond 24 days', WHOLE, 'TimeoutSeconds', TOO_LONG, /timeout beyond/],
    ['a task without a timeout', SEND, 'TimeoutSeconds', GONE, /no timeout/],
    ['a Parallel', SEND, 'Type', 'Parallel', /type Parallel/],
    ['a placeholder nobody fills', PLAN, 'Parameters/FunctionName', '$'.concat('{GuessFunction}'), /placeholder/],
    ['a fixed function', PLAN, 'Parameters/FunctionName', 'plan', /placeholder/],
    ['a payload of everything', PLAN, 'Parameters/Payload', { 'all.$': '$' }, /more than ids/],
    ['a task without retries', SHARD, 'Retry', GONE, /no retries/],
    ['retries of a final refusal', SHARD, 'Retry/0/MaxAttempts', 1, /final/],
    ['retries without jitter', SHARD, 'Retry/1/JitterStrategy', GONE, /jitter/],
    ['retries without a cap', SHARD, 'Retry/1/MaxDelaySeconds', GONE, /cap/],
    ['retries whose arithmetic is stale', SHARD, 'Retry/1/MaxAttempts', 6, /= 800 s at most/],
    ['a task without a catch', SHARD, 'Catch', GONE, /caught/],
    ['a caught fault whose text is kept', SHARD, 'Catch/1/ResultPath', GONE, /text stays/],
    ['a result in the place of the state', PLAN, 'ResultPath', '$', /place of its own/],
    ['a result as it came', PLAN, 'ResultSelector', GONE, /no object/],
    ['a name used twice', MAP, `ItemProcessor/States/${SEND}`, { Type: 'Succeed' }, /used twice/],
    ['a name that is no sentence', WHOLE, 'States/Send_Mail2', { Type: 'Succeed' }, /plain sentence/],
    ['a state that cannot be reached', WHOLE, 'States/Never mind', { Type: 'Succeed' }, /cannot be reached/],
    ['a state without a way on', WAIT, 'Next', GONE, /no way on/],
    ['a way that leads nowhere', WAIT, 'Next', 'Somewhere', /leads nowhere/],
  ];

describe('the audit notices', () => {
  test.each(FORBIDDEN)('%s', (_, state, path, value, complaint) => {
    expect(complaintsAbout(state, path, value)).toMatch(complaint);
  });
});
