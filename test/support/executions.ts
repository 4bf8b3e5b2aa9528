import type { Workflow } from '#ports';

/** Executions that are where a test puts them, and run nothing. */
export function executions() {
  const states = new Map<string, 'running' | 'ended'>();
  const started: string[] = [];
  const deployed = { definition: 'first' };
  const workflow: Workflow = {
    start: async (name) => {
      if (states.has(name)) return 'name taken';
      states.set(name, 'running');
      started.push(name);
      return 'started';
    },
    stop: async (name) => {
      if (states.has(name)) states.set(name, 'ended');
    },
    state: async (name) => states.get(name) ?? 'unknown',
    definition: async () => deployed.definition,
  };
  const running = () => [...states].filter(([, state]) => state === 'running').map(([name]) => name);
  return { workflow, states, started, running, deployed };
}
