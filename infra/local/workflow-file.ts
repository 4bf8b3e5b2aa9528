import { readFile } from 'node:fs/promises';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';

/** The workflow as it is deployed, placeholders and all. The interpreter checks it when it is given one. */
export async function readWorkflowFile(
  file: URL = new URL('../../workflows/exchange-cycle.asl.json', import.meta.url),
): Promise<StateMachineDefinition> {
  return JSON.parse(await readFile(file, 'utf8'));
}

export interface WorkflowShape {
  /** The placeholder of the function that each Task state invokes: `AskFunction` for `${AskFunction}`. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** Wait states of a fixed length: the rests after a fault. */
  readonly rests: ReadonlySet<string>;
}

/** What the host must know of a workflow: whom it calls, and where it rests. State names are unique across Map bodies. */
export function shapeOf(definition: StateMachineDefinition): WorkflowShape {
  const placeholders = new Map<string, string>();
  const rests = new Set<string>();
  const visit = (states: StateMachineDefinition['States']): void => {
    for (const [name, state] of Object.entries(states)) {
      if (state.Type === 'Task') placeholders.set(name, placeholderOf(name, state.Parameters));
      if (state.Type === 'Wait' && state.Seconds !== undefined) rests.add(name);
      if (state.Type === 'Map' && state.ItemProcessor) visit(state.ItemProcessor.States);
    }
  };
  visit(definition.States);
  return { placeholders, rests };
}

function placeholderOf(state: string, parameters: unknown): string {
  const named = typeof parameters === 'object' && parameters !== null && 'FunctionName' in parameters;
  const placeholder = named && /^\$\{(\w+)\}$/.exec(String(parameters.FunctionName))?.[1];
  if (!placeholder) throw new Error(`The workflow's state "${state}" names no function`);
  return placeholder;
}
