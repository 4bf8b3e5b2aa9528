import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { may } from '#domain/permissions.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Clock, Ids, Instant, Table } from '#ports';
import { countFailure, forgive, type Limit, pausedUntil, takeTry } from '#records/limits.ts';
import {
  changePerson,
  endInvitation,
  type Invitation,
  keepPerson,
  type Person,
  personIdOf,
  readPerson,
  type StoredPerson,
  settleInvitation,
  spendInvitation,
  spentInvitation,
  withdrawalOf,
} from '#records/people.ts';
import { asName } from './invite.ts';

export interface EnterDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Counted apart: who tries from one place, and tries at one person. Every pause ends by itself. */
export const perAddress: Limit = { name: 'consoleFrom', failures: 20, windowSeconds: 60, pauseSeconds: 60 };
const perPerson: Limit = { name: 'consoleAs', failures: 5, windowSeconds: 900, pauseSeconds: 900 };

const codesOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: 'Residence Exchange', label, secret: Secret.fromBase32(secret), digits: 6, period: 30 });

/** 160 bits, as authenticator apps expect them, from whatever letters an id is made of. */
const secretOf = (id: string): string =>
  new Secret({ buffer: new Uint8Array(createHash('sha256').update(id).digest().subarray(0, 20)).buffer }).base32;

/** What an authenticator app reads. */
export const codeAddress = (secret: string, name: string): string => codesOf(secret, name).toString();

/** The time step of a code that fits now, a step more or less for clocks that differ. */
function stepOf(secret: string, code: string, now: Instant): number | undefined {
  const timestamp = Date.parse(now);
  const totp = codesOf(secret, 'console');
  const delta = /^\d{6}$/.test(code) ? totp.validate({ token: code, timestamp, window: 1 }) : null;
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}

type Turned = { readonly outcome: 'refused' } | { readonly outcome: 'paused' };
export type Traded = { readonly outcome: 'traded'; readonly print: string } | Turned;

/** Trades the token of an invitation, once. Unknown, spent and expired are one answer. */
export async function tradeInvitation(deps: EnterDeps, token: string, address: string): Promise<Traded> {
  if (await pausedUntil(deps, perAddress, address)) return { outcome: 'paused' };
  const secret = secretOf(deps.ids.next());
  const print = await spendInvitation(deps, token, secret);
  if (print) return { outcome: 'traded', print };
  await countFailure(deps, perAddress, address);
  return { outcome: 'refused' };
}

export interface SettingUp {
  /** Typed where the invitation asks who they are. */
  readonly name: string;
  /** 'codes': six digits from an app from now on. 'machine': by a link that the machine prints, each time. */
  readonly way: 'codes' | 'machine';
  readonly code: string;
}

const mistake = (place: string, reason: string): Refusal =>
  new Refusal('Invalid', 'the entry is not complete', [{ place, reason }]);

/**
 * The end of an invitation: a person with a name and a way to come again. Somebody of that name is the same person, with a new
 * way in: that is how a lost telephone and a return are settled.
 */
export async function setUp(deps: EnterDeps, print: string, wanted: SettingUp): Promise<Person> {
  const invitation = await spentInvitation(deps, print);
  if (!invitation) throw new Refusal('TooLate', 'this invitation was used up');
  const fromMachine = invitation.name === undefined;
  const name = invitation.name ?? asName(wanted.name);
  if (wanted.way === 'machine' && !fromMachine) throw mistake('code', 'codesNeeded');
  const now = deps.clock.now();
  const step = wanted.way === 'codes' ? stepOf(invitation.secret, wanted.code, now) : undefined;
  if (wanted.way === 'codes' && step === undefined) throw mistake('code', 'codeWrong');
  const way = step === undefined ? {} : { secret: invitation.secret, lastStep: step };
  return admit(deps, print, invitation, name, way);
}

/**
 * Who has that name already, where the invitation holds for them at this moment. What was decided about them since it was made
 * stands, and it is worth as much as whoever made it.
 */
export async function expectStanding(
  { table }: Pick<EnterDeps, 'table'>,
  invitation: Invitation,
  name: string,
): Promise<StoredPerson | undefined> {
  const inviter = invitation.byId === undefined ? undefined : await readPerson(table, invitation.byId);
  if (invitation.byId !== undefined && (!inviter || inviter.person.disabled || !may(inviter.person, 'people')))
    throw new Refusal('TooLate', 'whoever made this invitation may invite nobody any more');
  const stored = await readPerson(table, personIdOf(name));
  if (!stored) return undefined;
  const { id, disabled, rightsChanged, invitedAt } = stored.person;
  const decided = [disabled?.at, rightsChanged?.at].some((at) => at !== undefined && at >= invitation.at);
  if (decided || invitedAt > invitation.at)
    throw new Refusal('TooLate', 'this person was disabled, given other rights or invited again since');
  // Only the machine's own link asks for a name, and it says there that an old one is taken up again.
  if (invitation.name !== undefined && invitation.renews !== id && !cameInBy(stored.person, invitation))
    throw new Refusal('Conflict', 'somebody else has that name');
  return stored;
}

const cameInBy = (person: Person, invitation: Invitation): boolean =>
  invitation.settled !== undefined && person.invitedAt === invitation.at;

/**
 * Whoever has that name comes in this way and no other from now on, and the invitation is used up. The person is kept first: a
 * crash between the two leaves somebody who is in, and who is told so when they bring the same again. Where it is withdrawn
 * between the two, they are out again.
 */
export async function admit(
  deps: EnterDeps,
  print: string,
  invitation: Invitation,
  name: string,
  way: Pick<Person, 'secret' | 'lastStep' | 'account'>,
): Promise<Person> {
  const id = personIdOf(name);
  const stored = await expectStanding(deps, invitation, name);
  if (!(await settleInvitation(deps, print, id, way))) throw new Refusal('TooLate', 'this invitation was used up');
  const isIn = (known: Person | undefined): known is Person =>
    known?.invitedAt === invitation.at && known.account === way.account && known.secret === way.secret;
  const person: Person = {
    id,
    name: stored?.person.name ?? name,
    role: invitation.role,
    scope: invitation.scope,
    invitedBy: invitation.by,
    invitedAt: invitation.at,
    enteredAt: deps.clock.now(),
    ...way,
  };
  const before = isIn(stored?.person) ? stored.person : undefined;
  const kept = before ?? ((await keepPerson(deps.table, person, stored?.version ?? 0)) ? person : undefined);
  // The same invitation may have been brought twice at the same moment.
  const now = kept ?? (await readPerson(deps.table, id))?.person;
  if (!isIn(now)) throw new Refusal('Conflict', 'somebody of that name is being set up elsewhere');
  const withdrawn = (await endInvitation(deps, print)) ? undefined : await withdrawalOf(deps.table, print);
  if (!withdrawn) return now;
  // As if it had never been: who was there before comes in as before, who was not comes in no way.
  const former = before ? undefined : stored?.person;
  await changePerson(deps.table, id, (known) =>
    isIn(known) ? (former ?? { ...known, disabled: withdrawn }) : undefined,
  );
  throw new Refusal('TooLate', 'this invitation was withdrawn');
}

export type SignedIn = { readonly outcome: 'signedIn'; readonly person: Person } | Turned;

/** No person has it; looked at where the name is unknown, so that both answers take the same work. */
const NOBODYS = secretOf('nobody');

/** A name and six digits. One answer for an unknown name, a wrong code, a code used before and a disabled person. */
export async function signIn(deps: EnterDeps, name: string, code: string, address: string): Promise<SignedIn> {
  const id = personIdOf(name);
  if (await pausedUntil(deps, perAddress, address)) return { outcome: 'paused' };
  if (await pausedUntil(deps, perPerson, id)) return { outcome: 'paused' };
  const person = (await takeTry(deps, perPerson, id)) ? await fitting(deps, id, code) : undefined;
  if (!person) {
    await countFailure(deps, perAddress, address);
    return { outcome: 'refused' };
  }
  await forgive(deps.table, perPerson, id);
  return { outcome: 'signedIn', person };
}

async function fitting(deps: EnterDeps, id: string, code: string): Promise<Person | undefined> {
  const stored = await readPerson(deps.table, id);
  const step = stepOf(stored?.person.secret ?? NOBODYS, code, deps.clock.now());
  if (!stored?.person.secret || stored.person.disabled || step === undefined) return undefined;
  if (step <= (stored.person.lastStep ?? 0)) return undefined;
  const person = { ...stored.person, lastStep: step };
  return (await keepPerson(deps.table, person, stored.version)) ? person : undefined;
}
