import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from './loopback.ts';

interface Token {
  readonly header: { readonly [name: string]: unknown };
  readonly claims: { readonly [name: string]: unknown };
  readonly key?: KeyObject;
}

interface Granted {
  readonly subject: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly at: number;
}

export interface TestIssuer {
  readonly url: string;
  /** The address that it says it has. */
  knownAs: string;
  /** Whom it knows. */
  clientId: string;
  /** Who sits before its page: whoever comes is signed in as them at once. */
  subject: string;
  /** What it does to the next token it hands out. */
  forge: ((token: Token) => Token) | undefined;
  /** What it says about itself beside the usual. */
  metadata: { readonly [name: string]: unknown };
  /** Answers everything with 500. */
  broken: boolean;
  /** Every question of a browser: the parameters it came with. */
  readonly asked: URLSearchParams[];
  /** Every question of the exchange for a token. */
  readonly traded: URLSearchParams[];
  close(): Promise<void>;
}

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Made once: it takes its time. */
const own = keyPair();
const foreign = keyPair();
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key of somebody else. */
export const foreignKey: KeyObject = foreign.privateKey;

function written({ header, claims, key = own.privateKey }: Token): string {
  const signed = `${part(header)}.${part(claims)}`;
  const signature = header.alg === 'none' ? '' : sign('sha256', Buffer.from(signed), key).toString('base64url');
  return `${signed}.${signature}`;
}

/** An OpenID Connect issuer in small on this machine: codes once, PKCE demanded, tokens signed. */
export async function startIssuer({
  clientSecret,
  now = Date.now,
}: {
  readonly clientSecret?: string;
  readonly now?: () => number;
} = {}): Promise<TestIssuer> {
  const codes = new Map<string, Granted>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  const url = `http://127.0.0.1:${await listening(server)}`;
  const issuer: TestIssuer = {
    url,
    knownAs: url,
    clientId: 'exchange',
    subject: 'subject-1',
    forge: undefined,
    metadata: {},
    broken: false,
    asked: [],
    traded: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const json = (status: number, body: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (issuer.broken) return void json(500, {});
    if (pathname === '/.well-known/openid-configuration') return void json(200, described());
    if (pathname === '/keys') return void json(200, { keys: [publicKey()] });
    if (pathname === '/authorize') return void response.writeHead(302, { Location: allowed(searchParams) }).end();
    if (pathname !== '/token') return void response.writeHead(404).end();
    const asked = new URLSearchParams(await text(request));
    issuer.traded.push(asked);
    const token = redeemed(asked);
    if (token === undefined) return void json(400, { error: 'invalid_grant' });
    json(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: token });
  }

  const described = () => ({
    issuer: issuer.knownAs,
    authorization_endpoint: `${issuer.knownAs}/authorize`,
    token_endpoint: `${issuer.knownAs}/token`,
    jwks_uri: `${issuer.knownAs}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...issuer.metadata,
  });

  const publicKey = () => ({ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' });

  function allowed(asked: URLSearchParams): string {
    issuer.asked.push(asked);
    const of = (name: string) => asked.get(name) ?? '';
    if (of('client_id') !== issuer.clientId || of('code_challenge_method') !== 'S256') throw new Error('asked wrongly');
    const code = randomUUID();
    const redirectUri = of('redirect_uri');
    const at = Math.floor(now() / 1000);
    codes.set(code, { subject: issuer.subject, nonce: of('nonce'), challenge: of('code_challenge'), redirectUri, at });
    return `${redirectUri}?${new URLSearchParams({ code, state: of('state') })}`;
  }

  function redeemed(asked: URLSearchParams): string | undefined {
    const granted = codes.get(asked.get('code') ?? '');
    codes.delete(asked.get('code') ?? '');
    const verifier = asked.get('code_verifier') ?? '';
    const fits =
      granted?.challenge === createHash('sha256').update(verifier).digest('base64url') &&
      granted.redirectUri === asked.get('redirect_uri') &&
      asked.get('client_id') === issuer.clientId &&
      (clientSecret === undefined || asked.get('client_secret') === clientSecret);
    if (!granted || !fits) return undefined;
    const iat = Math.floor(now() / 1000);
    const { subject: sub, nonce } = granted;
    const token: Token = {
      header: { alg: 'RS256', kid: 'k1' },
      claims: { iss: issuer.knownAs, sub, aud: issuer.clientId, nonce, iat, exp: iat + 300, auth_time: granted.at },
    };
    const forge = issuer.forge ?? ((one: Token) => one);
    issuer.forge = undefined;
    return written(forge(token));
  }

  return issuer;
}
