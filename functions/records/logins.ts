import * as z from 'zod/mini';
import type { Clock, Ids, Instant, Login, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

/** First passwords and authenticator apps are set up meanwhile. */
export const loginMinutes = 30;

const LoginBody = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Of the invitation that this finishes, and the name that was typed where it has none. */
  invitation: z.optional(z.string()),
  name: z.optional(z.string()),
  expiresAt: z.string(),
  takenAt: z.optional(z.string()),
});
export type PendingLogin = z.infer<typeof LoginBody>;

type Deps = { readonly table: Table; readonly clock: Clock; readonly ids: Ids };

/** How long they have been away: whatever they proved to the issuer for this, they proved meanwhile. */
export const awaySeconds = ({ expiresAt }: PendingLogin, now: Instant): number =>
  Math.max(0, Math.ceil((Date.parse(now) - Date.parse(expiresAt)) / 1000) + loginMinutes * 60);

/** Somebody who left for the issuer; the cookie is what ties the return to their browser. */
export async function keepLogin(
  { table, clock, ids }: Deps,
  finishing: Pick<PendingLogin, 'invitation' | 'name'>,
): Promise<{ readonly cookie: string; readonly login: Login }> {
  const cookie = ids.next() + ids.next();
  const login = { state: ids.next(), nonce: ids.next(), verifier: ids.next() + ids.next() };
  const expires = Date.parse(clock.now()) + loginMinutes * 60_000;
  const body = { ...login, ...finishing, expiresAt: new Date(expires).toISOString() };
  await table.put({ ...keys.login(sha256(cookie)), version: 1, body, expiresAt: Math.ceil(expires / 1000) }, 'absent');
  return { cookie, login };
}

/**
 * What this browser left with, once: of two returns with the same state one has it. A state it did not leave with takes nothing,
 * so that nobody ends another's sign-in by sending them an address.
 */
export async function takeLogin(
  { table, clock }: Omit<Deps, 'ids'>,
  cookie: string,
  state: string,
): Promise<PendingLogin | undefined> {
  const item = await table.get(keys.login(sha256(cookie)));
  const body = item && LoginBody.parse(item.body);
  const now = clock.now();
  if (!item || !body || body.state !== state || body.takenAt !== undefined || body.expiresAt <= now) return undefined;
  const taken = { ...item, version: item.version + 1, body: { ...body, takenAt: now } };
  return (await table.put(taken, { versionIs: item.version })) ? body : undefined;
}
