import { expect, it } from 'vitest';
import type { LogEvent } from '#edge/log.ts';
import { onceADay } from '#infra/local/daily.ts';

it('what is done every day is done each for itself: what fails is told by its name and stops none of the others', async () => {
  const logged: LogEvent[] = [];
  const done: string[] = [];
  const job = (event: string, run: () => number | undefined) => ({
    event,
    run: async () => {
      done.push(event);
      return run();
    },
  });
  const fails = (error: Error) => () => {
    throw error;
  };
  await onceADay(
    [
      job('expired', fails(new RangeError('a row of Nguyễn Văn An'))),
      job('digest', () => 4),
      job('yearly', fails(new TypeError('x'))),
      job('filesCleared', () => undefined),
    ],
    (event) => logged.push(event),
  );
  expect(done).toEqual(['expired', 'digest', 'yearly', 'filesCleared']);
  expect(logged).toEqual([
    { event: 'daily.fault', kind: 'expired', error: 'RangeError' },
    { event: 'digest', count: 4 },
    { event: 'daily.fault', kind: 'yearly', error: 'TypeError' },
  ]);
});
