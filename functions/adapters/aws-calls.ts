import { SignatureV4 } from '@smithy/signature-v4';
import { again } from './again.ts';
import { type Credentials, Sha256 } from './signing.ts';
import { tagIn, unescaped } from './xml.ts';

/**
 * Calls to AWS as signed posts sent with `fetch`. The signature is AWS's own library; its clients, which carry every shape,
 * endpoint and protocol there is into each function, would be 60 KB of a bundle that may have 110.
 */
export interface AwsSettings {
  readonly region: string;
  readonly credentials: Credentials;
  /** Of something that speaks like AWS; AWS itself where it is left out. */
  readonly endpoint?: string;
  /** How often a call may be made in all. */
  readonly tries?: number;
  /** What sends a post; `fetch` where it is left out. */
  readonly fetch?: typeof fetch;
}

interface Service {
  /** What the signature is for. */
  readonly name: string;
  /** Where it is, if not under its name. */
  readonly host?: string;
}

export interface Post {
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds until nobody waits for the answer any more. */
  readonly patience?: number;
}

const PATIENCE = 15_000;

/** One signed post, whatever is answered. */
export function signedPosts(
  { name, host = name }: Service,
  { region, credentials, endpoint, fetch: send = fetch }: AwsSettings,
) {
  const base = new URL(endpoint ?? `https://${host}.${region}.amazonaws.com`);
  const { protocol, hostname, port } = base;
  const signer = new SignatureV4({ service: name, region, credentials, sha256: Sha256 });
  return async ({ path = '/', headers, body, patience = PATIENCE }: Post): Promise<Response> => {
    const signed = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      ...(port ? { port: Number(port) } : {}),
      path,
      query: {},
      headers: { ...headers, host: base.host },
      body,
    });
    const { host: _, ...sent } = signed.headers;
    const signal = AbortSignal.timeout(patience);
    return send(new URL(path, base), { method: 'POST', headers: sent, body, signal });
  };
}

/** AWS said no. Its name is AWS's own code. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;
  /** Which try it was: an earlier one, whose answer was lost, may have done what was asked. */
  readonly attempt: number;

  constructor(status: number, code: string, message: string, attempt: number) {
    super(message);
    this.name = code;
    this.status = status;
    this.attempt = attempt;
  }
}

export const isAwsError = (error: unknown, name: string): error is AwsError =>
  error instanceof AwsError && error.name === name;

/** Refused as too many: with a status that means "your fault", and worth another try all the same. */
const THROTTLES: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

const isFinal = (error: unknown): boolean =>
  error instanceof AwsError && error.status < 500 && error.status !== 429 && !THROTTLES.has(error.name);

const TRIES = 5;

/** An action of a service that speaks JSON (DynamoDB, KMS, Step Functions), with its answer in the shape AWS documents. */
export type JsonCalls = <Answer extends object>(action: string, input: object) => Promise<Answer>;

export function jsonCalls(
  service: Service & { readonly target: string; readonly json: '1.0' | '1.1' },
  settings: AwsSettings,
): JsonCalls {
  const post = signedPosts(service, settings);
  return (action, input) => {
    const headers = {
      'content-type': `application/x-amz-json-${service.json}`,
      'x-amz-target': `${service.target}.${action}`,
    };
    const body = JSON.stringify(input);
    return again(settings.tries ?? TRIES, isFinal, async (attempt) => {
      const answer = await post({ headers, body });
      const text = await answer.text();
      if (answer.ok) return JSON.parse(text === '' ? '{}' : text);
      const { code, message } = refusalIn(text);
      throw new AwsError(answer.status, code, message, attempt);
    });
  };
}

/** `{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"…"}`; what stands between says whatever. */
function refusalIn(text: string): { readonly code: string; readonly message: string } {
  const [, type = 'Unknown'] = /"__type"\s*:\s*"(?:[^"#]*#)?([\w.]+)"/.exec(text) ?? [];
  const [, message = '""'] = /"[mM]essage"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  return { code: type, message: JSON.parse(message) };
}

/** An action of a service that takes forms and answers in XML (SES), as that text. */
export type FormCalls = (action: string, fields: Readonly<Record<string, string>>) => Promise<string>;

export function formCalls(service: Service & { readonly version: string }, settings: AwsSettings): FormCalls {
  const post = signedPosts(service, settings);
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return (action, fields) => {
    const body = new URLSearchParams({ Action: action, Version: service.version, ...fields }).toString();
    return again(settings.tries ?? TRIES, isFinal, async (attempt) => {
      const answer = await post({ headers, body });
      const text = await answer.text();
      if (answer.ok) return text;
      const message = unescaped(tagIn(text, 'Message') ?? '');
      throw new AwsError(answer.status, tagIn(text, 'Code') ?? 'Unknown', message, attempt);
    });
  };
}
