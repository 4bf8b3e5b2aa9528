import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Refusal } from '#domain/refusal.ts';
import type { LogEvent } from '#edge/log.ts';
import { task } from '#edge/task.ts';

test('the answer of a step is what it gave, whatever a log returns', async () => {
  const chatty = (() => true) as () => void;
  expect(await task('plan', z.object({}), async () => ({ what: 'wait' }), chatty)({})).toEqual({ what: 'wait' });
});

test('a refusal keeps its name, and the log says how it ended', async () => {
  const events: LogEvent[] = [];
  const refusing = task(
    'ask',
    z.object({}),
    async () => {
      throw new Refusal('OldGeneration', 'another one drives the cycle');
    },
    (event) => events.push(event),
  );
  await expect(refusing({})).rejects.toMatchObject({ name: 'OldGeneration' });
  expect(events).toEqual([{ event: 'task', kind: 'ask', outcome: 'refused', error: 'OldGeneration' }]);
});
