import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  ResponseBodyError,
} from 'openid-client';
import type { Issuer, Login } from '#ports';

export interface OpenidSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** For an issuer that knows no public clients. */
  readonly clientSecret?: string;
  /** Where it sends somebody back who signed in, and who signed out. */
  readonly returnTo: string;
  readonly afterwards: string;
}

/** A page waits for up to three calls of it. */
const PATIENCE_SECONDS = 8;

/** Errors that say nothing about the answer: whoever should have given it could not. */
const NO_ANSWER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

/** Any issuer, by its discovery document: the authorization code flow with PKCE, every token's signature looked at. */
export function openidIssuer(settings: OpenidSettings): Issuer {
  const { returnTo, afterwards } = settings;
  let known: Promise<Configuration> | undefined;
  const configuration = (): Promise<Configuration> => {
    known ??= discovered(settings).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    signInAt: async (login, { anew }) => signInAddress(await configuration(), returnTo, login, anew),
    identify: async (query, login, within) => {
      const address = new URL(returnTo);
      address.search = query;
      try {
        const granted = await authorizationCodeGrant(await configuration(), address, checksOf(login, within));
        const claims = granted.claims();
        if (!claims) return { outcome: 'refused', reason: 'no claims' };
        return { outcome: 'known', account: { issuer: claims.iss, subject: claims.sub } };
      } catch (error) {
        return { outcome: 'refused', reason: reasonOf(error) };
      }
    },
    signOutAt: async () => {
      const found = await configuration();
      if (!found.serverMetadata().end_session_endpoint) return undefined;
      // Cognito calls it `logout_uri`; whoever does not know a parameter passes it over.
      return buildEndSessionUrl(found, { post_logout_redirect_uri: afterwards, logout_uri: afterwards }).href;
    },
  };
}

async function signInAddress(
  found: Configuration,
  returnTo: string,
  { state, nonce, verifier }: Login,
  anew: boolean,
): Promise<string> {
  return buildAuthorizationUrl(found, {
    redirect_uri: returnTo,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Where nobody can sign out, whoever comes next at this desk must not come in as the one before.
    ...(anew || !found.serverMetadata().end_session_endpoint ? { prompt: 'login' } : {}),
    // Asked for like this, the issuer must say when they did, and `identify` looks.
    ...(anew ? { max_age: '0' } : {}),
  }).href;
}

const checksOf = ({ state, nonce, verifier }: Login, within: number | undefined) => ({
  expectedState: state,
  expectedNonce: nonce,
  pkceCodeVerifier: verifier,
  idTokenExpected: true,
  ...(within === undefined ? {} : { maxAge: within }),
});

async function discovered({ issuer, clientId, clientSecret }: OpenidSettings): Promise<Configuration> {
  const url = new URL(issuer);
  return discovery(url, clientId, {}, clientSecret === undefined ? None() : ClientSecretPost(clientSecret), {
    timeout: PATIENCE_SECONDS,
    // Without it a token that came over TLS from the issuer itself is taken unlooked at.
    execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
  });
}

/** A word for the log; what the issuer wrote may hold anything, and its words are let through only where they are its codes. */
function reasonOf(error: unknown): string {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'error';
  const code: unknown = Reflect.get(Object(error), 'code');
  if (typeof code !== 'string' || NO_ANSWER.has(code)) throw error;
  return code;
}
