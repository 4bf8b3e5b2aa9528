import { SignatureV4 } from '@smithy/signature-v4';
import { type Credentials, Sha256 } from './signing.ts';

export interface Nudge {
  /**
   * A mail is due now: it is sent soon. Asked for twice while the first is on its way, it is one nudge. 'single': of those that
   * gather nobody's others.
   */
  nudge(what?: 'single'): void;
  /** Resolves when what was asked for has left: a function that has answered is put to sleep in the middle of a call. */
  settled(): Promise<void>;
}

export interface NudgeSettings {
  /** The function that sends what is due. */
  readonly send: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly endpoint?: string;
  readonly onFault: (error: unknown) => void;
}

const PATIENCE = 5_000;

/**
 * Nobody waits five minutes for a code, so sending is set going and not waited for. A nudge that fails costs those minutes and
 * nothing else. One call, signed: the service's own client would be a fifth of the bundle.
 */
export function lambdaNudge({ send, region, credentials, endpoint, onFault }: NudgeSettings): Nudge {
  const url = new URL(
    `/2015-03-31/functions/${encodeURIComponent(send)}/invocations`,
    endpoint ?? `https://lambda.${region}.amazonaws.com`,
  );
  const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Sha256 });
  const invoke = async (what: 'single' | undefined): Promise<void> => {
    const body = what ? JSON.stringify({ [what]: true }) : '{}';
    const { protocol, hostname, port, pathname } = url;
    const { headers } = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      ...(port ? { port: Number(port) } : {}),
      path: pathname,
      query: {},
      headers: { host: url.host, 'x-amz-invocation-type': 'Event' },
      body,
    });
    const { host: _, ...sent } = headers;
    const answer = await fetch(url, { method: 'POST', headers: sent, body, signal: AbortSignal.timeout(PATIENCE) });
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
