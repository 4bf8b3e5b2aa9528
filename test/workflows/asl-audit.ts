/**
 * Every use of the states language that AWS and the local interpreter do not both know. The interpreter ignores silently
 * what it does not know, so what is not listed here may not stand in the file.
 */
export type Node = { [name: string]: unknown };

export interface Allowed {
  readonly placeholders: readonly string[];
}

const LONGEST_SECONDS = 24 * 24 * 3600;
const NEVER_RETRIED = ['OldGeneration', 'CycleOver'];

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: ['Resource', 'Parameters', 'TimeoutSeconds', 'ResultSelector', 'ResultPath', 'Retry', 'Catch', 'Next', 'End'],
  Map: ['ItemsPath', 'MaxConcurrency', 'ItemProcessor', 'ResultPath', 'Next', 'End'],
  Choice: ['Choices', 'Default'],
  Wait: ['Seconds', 'TimestampPath', 'Next', 'End'],
  Pass: ['Result', 'ResultPath', 'Next', 'End'],
  Succeed: [],
  Fail: ['Error', 'Cause'],
};

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const node = (value: unknown): Node => (isNode(value) ? value : {});
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.map(node) : []);

/** All states, those of Map bodies too, with the body each stands in. */
export function allStates(machine: Node): { readonly name: string; readonly state: Node; readonly body: Node }[] {
  return Object.entries(node(machine.States)).flatMap(([name, value]) => {
    const state = node(value);
    return [{ name, state, body: machine }, ...(state.ItemProcessor ? allStates(node(state.ItemProcessor)) : [])];
  });
}

/** Complaints, none for a file that may be deployed. */
export function audit(machine: Node, allowed: Allowed): string[] {
  const complaints = unknownFields('the machine', machine, ['Comment', 'StartAt', 'States', 'TimeoutSeconds']);
  if (Number(machine.TimeoutSeconds ?? 0) > LONGEST_SECONDS) complaints.push('the machine: a timeout beyond 24 days');
  complaints.push(...expressions(machine));
  const names = allStates(machine).map(({ name }) => name);
  for (const name of new Set(names)) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) complaints.push(`${name}: a name used twice`);
    if (!/^[A-Z][a-z]*( [a-z]+)+\??$/.test(name) || name.length > 80) complaints.push(`${name}: no plain sentence`);
  }
  complaints.push(...ways(machine));
  for (const { name, state } of allStates(machine)) {
    complaints.push(...oneState(state, allowed).map((complaint) => `${name}: ${complaint}`));
  }
  return complaints;
}

const unknownFields = (where: string, value: Node, known: readonly string[]): string[] =>
  Object.keys(value)
    .filter((field) => !known.includes(field))
    .map((field) => `${where}: unknown field ${field}`);

/** Strings that mean more than they say, anywhere. */
function expressions(value: unknown): string[] {
  if (typeof value === 'string') {
    if (value.startsWith('$$')) return [`the context object: ${value}`];
    if (value.startsWith('{%')) return [`JSONata: ${value}`];
    if (value.startsWith('States.') && value.includes('(')) return [`an intrinsic function: ${value}`];
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(expressions);
}

function oneState(state: Node, allowed: Allowed): string[] {
  const fields = FIELDS[String(state.Type)];
  if (!fields) return [`a type ${state.Type}`];
  const complaints = unknownFields('the state', state, ['Type', 'Comment', ...fields]);
  if (state.Type === 'Task') complaints.push(...task(state, allowed), ...retries(state), ...catchers(state));
  if (state.Type === 'Map') complaints.push(...map(state));
  if (state.Type === 'Choice') complaints.push(...choice(state));
  if (state.Type === 'Wait') complaints.push(...wait(state));
  return complaints;
}

function task(state: Node, allowed: Allowed): string[] {
  const complaints: string[] = [];
  const parameters = node(state.Parameters);
  const placeholder = /^\$\{(\w+)\}$/.exec(String(parameters.FunctionName))?.[1];
  if (state.Resource !== 'arn:aws:states:::lambda:invoke') complaints.push('not invoked by lambda:invoke');
  complaints.push(...unknownFields('the parameters', parameters, ['FunctionName', 'Payload']));
  if (!placeholder || !allowed.placeholders.includes(placeholder)) complaints.push('a placeholder nobody fills');
  const given = Object.keys(node(parameters.Payload));
  const carried = ['cycleId.$', 'generation.$', 'job.$', 'shard.$'];
  if (given.length === 0 || given.some((field) => !carried.includes(field)))
    complaints.push('a payload of more than ids');
  const timeout = Number(state.TimeoutSeconds ?? 0);
  if (timeout <= 0) complaints.push('no timeout (the interpreter would take 60 s, AWS three years)');
  if (timeout > LONGEST_SECONDS) complaints.push('a timeout beyond 24 days');
  if (!isNode(state.ResultSelector) || !/^\$\.\w+$/.test(String(state.ResultPath))) {
    complaints.push('a result that is no object in a place of its own');
  }
  return complaints;
}

function retries(state: Node): string[] {
  const [never, always, ...more] = nodes(state.Retry);
  if (!never || !always || more.length > 0) return ['no retries, or more than never and always'];
  const complaints: string[] = [];
  if (never.MaxAttempts !== 0 || String(never.ErrorEquals) !== String(NEVER_RETRIED)) {
    complaints.push('a refusal that is final would be retried');
  }
  if (String(always.ErrorEquals) !== 'States.ALL') complaints.push('a fault that is not retried');
  if (always.JitterStrategy !== 'FULL') complaints.push('retries without jitter');
  if (!(Number(always.MaxDelaySeconds) > Number(always.IntervalSeconds))) complaints.push('retries without a cap');
  const total = `= ${longestRetrying(always)} s at most`;
  if (!String(state.Comment).includes(total)) complaints.push(`a comment that does not say "${total}"`);
  return complaints;
}

/** Seconds from the first failure to the last attempt, if chance is unkind. */
export function longestRetrying(retrier: Node): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts } = retrier;
  return Array.from({ length: Number(MaxAttempts) }, (_, attempt) =>
    Math.min(Number(IntervalSeconds) * Number(BackoffRate) ** attempt, Number(MaxDelaySeconds)),
  ).reduce((sum, seconds) => sum + seconds, 0);
}

function catchers(state: Node): string[] {
  const found = nodes(state.Catch);
  const complaints: string[] = [];
  const caught = found.flatMap(({ ErrorEquals }) => (Array.isArray(ErrorEquals) ? ErrorEquals : []));
  if (String(caught) !== String([...NEVER_RETRIED, 'States.ALL'])) complaints.push('not everything is caught');
  if (found.some((catcher) => catcher.ResultPath !== null))
    complaints.push('a fault whose text stays in the execution');
  for (const catcher of found)
    complaints.push(...unknownFields('a catcher', catcher, ['ErrorEquals', 'ResultPath', 'Next']));
  return complaints;
}

function map(state: Node): string[] {
  const processor = node(state.ItemProcessor);
  const complaints = unknownFields('the body', processor, ['ProcessorConfig', 'StartAt', 'States']);
  if (JSON.stringify(processor.ProcessorConfig) !== '{"Mode":"INLINE"}') complaints.push('a Map that is not inline');
  const concurrency = Number(state.MaxConcurrency ?? 0);
  if (concurrency < 1 || concurrency > 40) complaints.push('a concurrency that is not from 1 to 40');
  if (state.ResultPath !== null) complaints.push('a Map whose array becomes the state');
  return complaints;
}

function choice(state: Node): string[] {
  const complaints: string[] = [];
  if (typeof state.Default !== 'string') complaints.push('a choice without a default');
  for (const rule of nodes(state.Choices)) {
    complaints.push(...unknownFields('a rule', rule, ['Variable', 'StringEquals', 'BooleanEquals', 'Next']));
    if (String(rule.Variable).includes('[')) complaints.push('an array-indexed path');
  }
  return complaints;
}

function wait(state: Node): string[] {
  const ways = [state.Seconds, state.TimestampPath].filter((value) => value !== undefined);
  if (ways.length !== 1) return ['a wait that is not by seconds or by the path of a timestamp'];
  return Number(state.Seconds ?? 0) > LONGEST_SECONDS ? ['a wait beyond 24 days'] : [];
}

/** Where a state may lead; its own body aside. */
export function waysOn(state: Node): string[] {
  return [state, ...nodes(state.Choices), ...nodes(state.Catch)]
    .flatMap((way) => [way.Next, way.Default])
    .filter((target) => typeof target === 'string');
}

/** Every state can be reached, leads to states of its own body, and has a way on or is an end. */
function ways(machine: Node): string[] {
  const states = node(machine.States);
  const complaints: string[] = [];
  const reached = new Set<string>();
  const walk = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    if (!isNode(states[name])) complaints.push(`${name}: leads nowhere`);
    else for (const next of waysOn(states[name])) walk(next);
  };
  walk(String(machine.StartAt));
  for (const [name, value] of Object.entries(states)) {
    const state = node(value);
    if (!reached.has(name)) complaints.push(`${name}: cannot be reached`);
    const isEnd = state.Type === 'Succeed' || state.Type === 'Fail' || state.End === true;
    if (!isEnd && typeof (state.Next ?? state.Default) !== 'string') complaints.push(`${name}: has no way on`);
    if (state.ItemProcessor) complaints.push(...ways(node(state.ItemProcessor)));
  }
  return complaints;
}
