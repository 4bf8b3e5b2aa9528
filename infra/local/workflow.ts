import { hash } from 'node:crypto';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Clock, Json, Workflow } from '#ports';
import { shapeOf, type WorkflowShape } from './workflow-file.ts';
import { addTo, emptyLedger, type InterpreterEvent, type Ledger, record } from './workflow-ledger.ts';

export type WorkflowTask = (input: Json) => Promise<Json>;

export interface LocalWorkflowOptions {
  readonly definition: StateMachineDefinition;
  /** What stands behind each placeholder of the definition: `AskFunction` for `${AskFunction}`. */
  readonly tasks: Readonly<Record<string, WorkflowTask>>;
  /** May be moved. A wait is measured on it when it begins; who moves it afterwards wakes the cycles. */
  readonly clock: Clock;
  readonly log: (event: string, fields: { readonly [name: string]: Json }) => void;
  /** Real milliseconds instead of the pauses that the definition asks for after a fault. */
  readonly hurry?: { readonly betweenRetries?: number; readonly resting?: number };
}

export interface Costs {
  readonly executions: number;
  /** History events of the execution that has most. */
  readonly longestHistory: number;
  readonly sum: Ledger;
}

export interface LocalWorkflow extends Workflow {
  /**
   * Resolves once nothing is at work: every running execution waits or rests, and no task is under way. Between two
   * retries of a task an execution is at work.
   */
  idle(): Promise<void>;
  /** What all executions so far would have cost on AWS. */
  costs(): Costs;
  /** Stops every execution and lets the tasks under way finish. */
  close(): Promise<void>;
}

/**
 * The workflow file run in this process. Nothing of an execution outlives the process: after a restart its state is
 * 'unknown', and the watch starts the next generation.
 */
export function localWorkflow(options: LocalWorkflowOptions): LocalWorkflow {
  return new InProcessWorkflow(options);
}

interface Execution {
  readonly name: string;
  readonly ledger: Ledger;
  abort: () => void;
  /** Resolves, and never rejects, when the execution has ended and its log is read to the end. */
  done: Promise<void>;
  running: boolean;
  stopped: boolean;
  /** Iterations of a Map that have begun and not ended. */
  iterations: number;
  /** Wait states entered and not left, in the loop itself or in iterations. */
  waits: number;
  lastState: string;
}

type MutableJson = null | boolean | number | string | MutableJson[] | { [name: string]: MutableJson };

/** A timer cannot run longer than 24.8 days. Waking early does no harm: the plan says `wait` again. */
const LONGEST_WAIT_MS = 24 * 24 * 3600 * 1000;
/** A moment that has come is told a little ahead, for the interpreter would complain of a negative wait. */
const SHORTEST_WAIT_MS = 10;

class InProcessWorkflow implements LocalWorkflow {
  readonly #options: LocalWorkflowOptions;
  readonly #machine: StateMachine;
  readonly #shape: WorkflowShape;
  readonly #mark: string;
  /** By the name of the state. */
  readonly #tasks = new Map<string, WorkflowTask>();
  readonly #executions = new Map<string, Execution>();
  #tasksUnderWay = 0;
  #waitingForIdle: (() => void)[] = [];

  constructor(options: LocalWorkflowOptions) {
    this.#options = options;
    this.#machine = new StateMachine(options.definition);
    this.#shape = shapeOf(options.definition);
    this.#mark = hash('sha256', JSON.stringify(options.definition), 'base64url');
    for (const [state, placeholder] of this.#shape.placeholders) {
      const task = options.tasks[placeholder];
      if (!task)
        throw new Error(`The workflow's state "${state}" calls ${placeholder}, and no such task was handed in`);
      this.#tasks.set(state, task);
    }
  }

  async start(name: string, input: { readonly cycleId: string; readonly generation: number }) {
    if (this.#executions.has(name)) return 'name taken' as const;
    const execution = newExecution(name);
    this.#executions.set(name, execution);
    this.#options.log('workflow started', { name });
    const { abort, result, eventLogs } = this.#machine.run(
      { cycleId: input.cycleId, generation: input.generation },
      { noThrowOnAbort: true, overrides: this.#overridesFor(execution) },
    );
    execution.abort = abort;
    execution.done = Promise.allSettled([result, this.#follow(execution, eventLogs)]).then(([outcome]) => {
      execution.running = false;
      this.#options.log('workflow ended', { name, how: howItEnded(execution, outcome) });
      this.#mayBeIdle();
    });
    return 'started' as const;
  }

  async definition(): Promise<string> {
    return this.#mark;
  }

  async stop(name: string): Promise<void> {
    const execution = this.#executions.get(name);
    if (!execution?.running) return;
    execution.stopped = true;
    execution.abort();
    await execution.done;
  }

  async state(name: string) {
    const execution = this.#executions.get(name);
    if (!execution) return 'unknown' as const;
    return execution.running ? ('running' as const) : ('ended' as const);
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waitingForIdle.push(resolve);
      this.#mayBeIdle();
    });
  }

  costs(): Costs {
    const ledgers = [...this.#executions.values()].map(({ ledger }) => ledger);
    const sum = emptyLedger();
    for (const ledger of ledgers) addTo(sum, ledger);
    const longestHistory = Math.max(0, ...ledgers.map(({ historyEvents }) => historyEvents));
    return { executions: ledgers.length, longestHistory, sum };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#executions.keys()].map((name) => this.stop(name)));
    await this.idle();
  }

  #overridesFor(execution: Execution) {
    const { betweenRetries, resting } = this.#options.hurry ?? {};
    const tasks = [...this.#tasks];
    return {
      taskResourceLocalHandlers: Object.fromEntries(
        tasks.map(([state, task]) => [state, (input: unknown) => this.#invoke(execution, task, input)]),
      ),
      ...(betweenRetries !== undefined && {
        retryIntervalOverrides: Object.fromEntries(tasks.map(([state]) => [state, betweenRetries])),
      }),
      ...(resting !== undefined && {
        waitTimeOverrides: Object.fromEntries([...this.#shape.rests].map((state) => [state, resting])),
      }),
    };
  }

  /** As `lambda:invoke` does it: the task gets `Payload`, and its answer comes back as `Payload`. */
  async #invoke(execution: Execution, task: WorkflowTask, input: unknown): Promise<{ Payload: MutableJson }> {
    // The interpreter goes on for a moment after an abort: through its retries, and through the rest of a Map.
    if (execution.stopped) throw new Error('The execution was stopped');
    this.#tasksUnderWay += 1;
    try {
      const answer = await task(overTheWire(input).Payload);
      return { Payload: onRealTime(overTheWire(answer), this.#options.clock) };
    } finally {
      this.#tasksUnderWay -= 1;
      this.#mayBeIdle();
    }
  }

  /**
   * Reads the log as it grows: what is not read would be kept until the execution ends. (The interpreter itself keeps
   * some 2.5 KB for each iteration of a Map until then: 2 MB in the longest cycle.)
   */
  async #follow(execution: Execution, events: AsyncIterable<InterpreterEvent>): Promise<void> {
    for await (const event of events) {
      record(execution.ledger, event);
      this.#observe(execution, event);
      this.#mayBeIdle();
    }
  }

  #observe(execution: Execution, event: InterpreterEvent): void {
    if (event.type === 'MapIterationStarted') execution.iterations += 1;
    if (event.type === 'MapIterationSucceeded' || event.type === 'MapIterationFailed') execution.iterations -= 1;
    if (event.type === 'StateFailed') {
      this.#options.log('workflow task failed', {
        name: execution.name,
        state: event.state.name,
        error: event.Error,
      });
    }
    if (event.type !== 'StateEntered' && event.type !== 'StateExited') return;
    if (event.type === 'StateEntered') execution.lastState = event.state.name;
    const hurried = this.#options.hurry?.resting !== undefined && this.#shape.rests.has(event.state.name);
    if (event.state.type !== 'Wait' || hurried) return;
    execution.waits += event.type === 'StateEntered' ? 1 : -1;
  }

  /** Between a task and the next the interpreter only awaits promises, so by the next turn of the loop it is where it stays. */
  #mayBeIdle(): void {
    if (this.#waitingForIdle.length === 0) return;
    setImmediate(() => {
      if (this.#tasksUnderWay > 0 || ![...this.#executions.values()].every(atRest)) return;
      for (const tell of this.#waitingForIdle.splice(0)) tell();
    });
  }
}

const newExecution = (name: string): Execution => ({
  name,
  ledger: emptyLedger(),
  abort: () => {},
  done: Promise.resolve(),
  running: true,
  stopped: false,
  iterations: 0,
  waits: 0,
  lastState: '',
});

const atRest = ({ running, waits, iterations }: Execution): boolean => !running || (waits > 0 && waits >= iterations);

/** Between a workflow and a function travels text, so neither can see the other change an object. */
const overTheWire = (value: unknown) => JSON.parse(JSON.stringify(value) ?? 'null');

/** The interpreter waits on the real clock, so a moment of our clock is told to it as the moment it will be there. */
function onRealTime(answer: MutableJson, clock: Clock): MutableJson {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const { until } = answer;
  if (typeof until !== 'string') return answer;
  const ahead = Date.parse(until) - Date.parse(clock.now());
  const delay = Math.max(SHORTEST_WAIT_MS, Math.min(ahead, LONGEST_WAIT_MS));
  return { ...answer, until: new Date(Date.now() + delay).toISOString() };
}

function howItEnded(execution: Execution, outcome: PromiseSettledResult<unknown>): string {
  if (execution.stopped) return 'stopped';
  if (outcome.status === 'fulfilled') return execution.lastState;
  const cause = outcome.reason instanceof Error ? outcome.reason.cause : undefined;
  return `failed in "${execution.lastState}": ${cause instanceof Error ? cause.name : 'unknown'}`;
}
