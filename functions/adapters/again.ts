import { setTimeout as pause } from 'node:timers/promises';

/** Pauses of 100 ms doubled, drawn from their upper half: some 1.5 s in all for five tries. */
const pauseBefore = (attempt: number): number => 50 * 2 ** attempt * (0.5 + Math.random() / 2);

/** Does a call that may be repeated until it comes through, says something final, or was tried often enough. */
export async function again<T>(
  tries: number,
  isFinal: (error: unknown) => boolean,
  once: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(attempt);
    } catch (error) {
      if (attempt >= tries || isFinal(error)) throw error;
      await pause(pauseBefore(attempt));
    }
  }
}
