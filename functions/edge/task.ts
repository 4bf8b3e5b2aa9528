import middy from '@middy/core';
import type * as z from 'zod/mini';
import { isRefusal } from '#domain/refusal.ts';
import type { Log } from './log.ts';

/**
 * The stack of every function that the workflow or a timer calls. Its order: the log sees how everything ends, then the input
 * is parsed (it is never trusted, whoever sends it), then the step runs. A refusal keeps its name, since the workflow's `Catch`
 * matches on it.
 */
export function task<Input, Output>(
  name: string,
  schema: z.ZodMiniType<Input>,
  run: (input: Input) => Promise<Output>,
  log: Log,
): (input: unknown) => Promise<Output> {
  const logged = {
    // Whatever a hook returns would be the answer of the step, so it returns nothing.
    after: async () => {
      log({ event: 'task', kind: name, outcome: 'done' });
    },
    onError: async ({ error }: { error: Error | null }) => {
      const outcome = isRefusal(error) ? 'refused' : 'failed';
      log({ event: 'task', kind: name, outcome, error: error?.name ?? 'unknown' });
    },
  };
  const stack = middy()
    .use(logged)
    .handler(async (event: unknown) => run(schema.parse(event)));
  // A middy handler takes Lambda's context; nothing here reads it.
  return (input) => stack(input as never, {} as never) as Promise<Output>;
}
