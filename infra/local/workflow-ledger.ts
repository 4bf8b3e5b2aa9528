import type { StateMachine } from 'aws-local-stepfunctions';

/** One line of the interpreter's log of an execution. */
export type InterpreterEvent = ReturnType<StateMachine['run']>['eventLogs'] extends AsyncGenerator<infer E> ? E : never;

/** What an execution would have cost on AWS. */
export interface Ledger {
  /** What is billed: every state entered, every retry, and the end of the execution. */
  transitions: number;
  /** Entries in the history of the execution; AWS ends an execution at 25,000. */
  historyEvents: number;
  /** Calls of functions, retries included. */
  invocations: number;
  /** How often each state was entered. */
  readonly entered: Map<string, number>;
}

export const emptyLedger = (): Ledger => ({ transitions: 0, historyEvents: 0, invocations: 0, entered: new Map() });

/**
 * AWS writes more lines than the interpreter: an invocation is TaskScheduled, TaskStarted and TaskSucceeded or TaskFailed
 * between the state's entry and exit, a Map adds MapStateStarted and MapStateSucceeded, and a retry has no line of its own.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
const INVOCATION = 3;
const MAP = 2;

export function record(ledger: Ledger, event: InterpreterEvent): void {
  switch (event.type) {
    case 'StateEntered':
      ledger.entered.set(event.state.name, (ledger.entered.get(event.state.name) ?? 0) + 1);
      ledger.transitions += 1;
      ledger.historyEvents += 1;
      if (event.state.type === 'Map') ledger.historyEvents += MAP;
      if (event.state.type === 'Task') countInvocation(ledger);
      return;
    case 'StateRetried':
      ledger.transitions += 1;
      if (event.state.type === 'Task') countInvocation(ledger);
      return;
    case 'ExecutionSucceeded':
    case 'ExecutionFailed':
    case 'ExecutionAborted':
      ledger.transitions += 1;
      ledger.historyEvents += 1;
      return;
    case 'ExecutionStarted':
    case 'StateExited':
    case 'MapIterationStarted':
    case 'MapIterationSucceeded':
    case 'MapIterationFailed':
      ledger.historyEvents += 1;
      return;
    default:
  }
}

function countInvocation(ledger: Ledger): void {
  ledger.invocations += 1;
  ledger.historyEvents += INVOCATION;
}

/** Adds the counts of one ledger to another. */
export function addTo(sum: Ledger, part: Ledger): void {
  sum.transitions += part.transitions;
  sum.historyEvents += part.historyEvents;
  sum.invocations += part.invocations;
  for (const [state, times] of part.entered) sum.entered.set(state, (sum.entered.get(state) ?? 0) + times);
}
