import { type AwsSettings, signedPosts } from './aws-calls.ts';

export interface Nudge {
  /**
   * A mail is due now: it is sent soon. Asked for twice while the first is on its way, it is one nudge. 'single': of those that
   * gather nobody's others.
   */
  nudge(what?: 'single'): void;
  /** Resolves when what was asked for has left: a function that has answered is put to sleep in the middle of a call. */
  settled(): Promise<void>;
}

export interface NudgeSettings extends AwsSettings {
  /** The function that sends what is due. */
  readonly send: string;
  readonly onFault: (error: unknown) => void;
}

const PATIENCE = 5_000;

/**
 * Nobody waits five minutes for a code, so sending is set going and not waited for. A nudge that fails costs those minutes and
 * nothing else.
 */
export function lambdaNudge({ send, onFault, ...settings }: NudgeSettings): Nudge {
  const post = signedPosts({ name: 'lambda' }, settings);
  const path = `/2015-03-31/functions/${encodeURIComponent(send)}/invocations`;
  const headers = { 'x-amz-invocation-type': 'Event' };
  const invoke = async (what: 'single' | undefined): Promise<void> => {
    const body = what ? JSON.stringify({ [what]: true }) : '{}';
    const answer = await post({ path, headers, body, patience: PATIENCE });
    if (!answer.ok) throw new Error(`Lambda answered ${answer.status}`);
  };
  let underWay: Promise<void> | undefined;
  return {
    nudge(what) {
      underWay ??= invoke(what)
        .catch(onFault)
        .finally(() => {
          underWay = undefined;
        });
    },
    settled: async () => underWay,
  };
}
