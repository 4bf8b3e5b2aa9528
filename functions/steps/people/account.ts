import { Refusal } from '#domain/refusal.ts';
import type { Issuer } from '#ports';
import { accountPrint, claimAccount, holderOf } from '#records/accounts.ts';
import { countFailure, pausedUntil } from '#records/limits.ts';
import { awaySeconds, keepLogin, type PendingLogin, takeLogin } from '#records/logins.ts';
import { type Person, personIdOf, spentInvitation } from '#records/people.ts';
import { admit, type EnterDeps, expectStanding, perAddress } from './enter.ts';
import { asName } from './invite.ts';

export interface AccountDeps extends EnterDeps {
  readonly issuer: Issuer;
}

interface Leaving {
  /** Ties the return to this browser. */
  readonly cookie: string;
  readonly to: string;
}

/** Somebody goes to the issuer to sign in. */
export async function leaveForIssuer(deps: AccountDeps, address: string): Promise<Leaving> {
  if (await pausedUntil(deps, perAddress, address)) throw new Refusal('TooManyTries', 'too many failures lately');
  return leave(deps, {});
}

/** Goes there to finish an invitation, which is theirs only when they come back. The name is asked where it has none. */
export async function leaveToFinish(deps: AccountDeps, print: string, typed: string): Promise<Leaving> {
  const invitation = await spentInvitation(deps, print);
  if (!invitation) throw new Refusal('TooLate', 'this invitation was used up');
  const name = invitation.name ?? asName(typed);
  // Said before they go there and type a password for nothing.
  await expectStanding(deps, invitation, name);
  return leave(deps, { invitation: print, ...(invitation.name === undefined ? { name } : {}) });
}

async function leave(deps: AccountDeps, finishing: Pick<PendingLogin, 'invitation' | 'name'>): Promise<Leaving> {
  const { cookie, login } = await keepLogin(deps, finishing);
  return { cookie, to: await deps.issuer.signInAt(login, { anew: finishing.invitation !== undefined }) };
}

export type Returned =
  | { readonly outcome: 'signedIn' | 'bound'; readonly person: Person }
  /** The account is nobody's here, or its person's time is over: one answer. */
  | { readonly outcome: 'unknown' }
  /** The account is another person's; the invitation stands. */
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Somebody comes back: `query` is what the issuer gave them to bring. */
export async function comeBack(
  deps: AccountDeps,
  cookie: string | undefined,
  query: string,
  address: string,
): Promise<Returned> {
  if (await pausedUntil(deps, perAddress, address)) throw new Refusal('TooManyTries', 'too many failures lately');
  const returned = await recognised(deps, cookie, query);
  if (returned.outcome === 'refused' || returned.outcome === 'unknown') await countFailure(deps, perAddress, address);
  return returned;
}

async function recognised(deps: AccountDeps, cookie: string | undefined, query: string): Promise<Returned> {
  const state = new URLSearchParams(query).get('state') ?? '';
  const login = cookie === undefined ? undefined : await takeLogin(deps, cookie, state);
  if (!login) return { outcome: 'refused', reason: 'no such sign-in' };
  // Whoever sits at this desk may still be signed in there as somebody else, and would be bound without a word.
  const within = login.invitation === undefined ? undefined : awaySeconds(login, deps.clock.now());
  const answer = await deps.issuer.identify(query, login, within);
  if (answer.outcome === 'refused') return answer;
  const print = accountPrint(answer.account);
  return login.invitation === undefined ? signedInBy(deps, print) : bound(deps, login.invitation, login.name, print);
}

async function signedInBy({ table }: AccountDeps, print: string): Promise<Returned> {
  const holder = await holderOf(table, print);
  if (!holder || holder.person.disabled) return { outcome: 'unknown' };
  return { outcome: 'signedIn', person: holder.person };
}

async function bound(
  deps: AccountDeps,
  invited: string,
  typed: string | undefined,
  account: string,
): Promise<Returned> {
  const invitation = await spentInvitation(deps, invited);
  const name = invitation?.name ?? typed;
  if (!invitation || name === undefined) return { outcome: 'refused', reason: 'invitation used up' };
  // Before the claim, which would keep the account from another invitation for a while.
  await expectStanding(deps, invitation, name);
  if (!(await claimAccount(deps, account, personIdOf(name)))) return { outcome: 'taken' };
  return { outcome: 'bound', person: await admit(deps, invited, invitation, name, { account }) };
}
