import { SignatureV4 } from '@smithy/signature-v4';
import { again } from './again.ts';
import { type Credentials, Sha256 } from './signing.ts';
import { tagIn } from './xml.ts';

/**
 * The few calls to S3 that files need, signed and sent with `fetch`. The service's own client carries the shapes of all its
 * hundred operations into each function that reads one file: 48 KB of a bundle that may have 110.
 */

export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** Of something that speaks like S3, with buckets as folders; AWS itself where it is left out. */
  readonly endpoint?: string;
}

export interface S3Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** An object's name: plain characters, so that no two spellings of a path can differ. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** S3 said no. Its name is S3's own code. */
export class S3Error extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(status: number, code: string) {
    super(`S3 answered ${status}`);
    this.name = code;
    this.status = status;
  }
}

/** Every call here may be repeated. */
const TRIES = 5;
const isFinal = (error: unknown): boolean => error instanceof S3Error && error.status < 500 && error.status !== 429;
const PATIENCE = 5 * 60_000;

/** Where a bucket is spoken to. */
interface Place {
  readonly base: URL;
  /** Before an object's name. */
  readonly folder: string;
}

const placeOf = ({ bucket, region, endpoint }: S3Settings): Place => ({
  base: new URL(endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com`),
  folder: endpoint === undefined ? '' : `/${bucket}`,
});

const requestTo = ({ base, folder }: Place, { method, key = '', query = {}, headers = {}, body }: S3Call) => ({
  method,
  protocol: base.protocol,
  hostname: base.hostname,
  ...(base.port ? { port: Number(base.port) } : {}),
  path: `${folder}/${key}`,
  query: { ...query },
  headers: { ...headers, host: base.host },
  ...(body ? { body } : {}),
});

const addressAt = ({ base }: Place, { path, query = {} }: { path: string; query?: object }): string => {
  const search = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${escaped(String(value))}`);
  return `${base.origin}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
};

export function s3Calls(settings: S3Settings) {
  const { region, credentials } = settings;
  const place = placeOf(settings);
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });

  const once = async (call: S3Call): Promise<Response> => {
    const { headers, ...signed } = await signer.sign(requestTo(place, call));
    const { host: _, ...sent } = headers;
    const body = call.body && new Uint8Array(call.body);
    const signal = AbortSignal.timeout(PATIENCE);
    const { method } = call;
    const answer = await fetch(addressAt(place, signed), { method, headers: sent, signal, ...(body ? { body } : {}) });
    if (answer.ok) return answer;
    throw new S3Error(answer.status, tagIn(await answer.text(), 'Code') ?? 'Unknown');
  };

  return {
    call: (call: S3Call): Promise<Response> => again(TRIES, isFinal, () => once(call)),
    /** An address that does the call for whoever has it, for so many seconds. */
    async link(call: S3Call, seconds: number): Promise<string> {
      // Who follows it sends no hash of a body, so none is signed.
      const headers = { ...call.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      return addressAt(place, await signer.presign(requestTo(place, { ...call, headers }), { expiresIn: seconds }));
    },
  };
}

export type S3Calls = ReturnType<typeof s3Calls>;

/** As the signature counts it: everything but letters, digits and `-_.~`. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
