import type { Json } from '#ports';
import { type AwsSettings, signedPosts } from './aws-calls.ts';

export interface Nudge {
  /**
   * A mail is due now: it is sent soon. Asked for twice while the first is on its way, it is one nudge. `shards`: where in the
   * outbox it waits; all are looked at where nobody says.
   */
  nudge(shards?: readonly number[]): void;
  /** Resolves when what was asked for has left: a function that has answered is put to sleep in the middle of a call. */
  settled(): Promise<void>;
}

export interface NudgeSettings extends AwsSettings {
  /** The function that sends what is due. */
  readonly send: string;
  readonly onFault: (error: unknown) => void;
}

const PATIENCE = 5_000;

/** Calls a function and does not wait for what it does: resolves when the call is taken in, for AWS to carry out. */
export function lambdaCall(name: string, settings: AwsSettings): (input: Json) => Promise<void> {
  const post = signedPosts({ name: 'lambda' }, settings);
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const headers = { 'x-amz-invocation-type': 'Event' };
  return async (input) => {
    const answer = await post({ path, headers, body: JSON.stringify(input), patience: PATIENCE });
    if (!answer.ok) throw new Error(`Lambda answered ${answer.status}`);
  };
}

/**
 * Nobody waits five minutes for a code, so sending is set going and not waited for. A nudge that fails costs those minutes and
 * nothing else.
 */
export function lambdaNudge({ send, onFault, ...settings }: NudgeSettings): Nudge {
  const call = lambdaCall(send, settings);
  const underWay = new Map<string, Promise<void>>();
  return {
    nudge(shards) {
      const input = shards ? { shards } : {};
      const name = JSON.stringify(input);
      // One that looks everywhere looks there too.
      if (underWay.has('{}') || underWay.has(name)) return;
      const nudged = call(input).catch(onFault);
      underWay.set(
        name,
        nudged.finally(() => underWay.delete(name)),
      );
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}
