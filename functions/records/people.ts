import * as z from 'zod/mini';
import { type Rights, roles } from '#domain/permissions.ts';
import { Refusal } from '#domain/refusal.ts';
import { tidy, toneKey } from '#domain/written-text.ts';
import type { Clock, Ids, Instant, Item, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

const RoleInBody = z.enum(roles);
/** What somebody may work on: a committee and all below it, or everything. */
const Scope = z.object({ committeeId: z.optional(z.string()) });

const PersonBody = z.object({
  name: z.string(),
  role: RoleInBody,
  scope: Scope,
  /** Of the one-time codes, in base32; whoever has none signs in by a link that the machine prints. */
  secret: z.optional(z.string()),
  /** The time step of the last code taken: none is taken twice. */
  lastStep: z.optional(z.number()),
  /** The fingerprint of the issuer's account they sign in with. */
  account: z.optional(z.string()),
  invitedBy: z.string(),
  invitedAt: z.string(),
  enteredAt: z.string(),
  /** Who last gave them other rights than they were invited with. */
  rightsChanged: z.optional(z.object({ at: z.string(), by: z.string() })),
  disabled: z.optional(z.object({ at: z.string(), by: z.string() })),
});

/** Somebody on the inside. Everybody there has a name, and it stands beside what they do. */
export interface Person extends z.infer<typeof PersonBody> {
  readonly id: string;
}

export interface StoredPerson {
  readonly person: Person;
  readonly version: number;
}

/**
 * A name has one owner, in capitals or not and wherever the tone is put in a word; who shares one adds something to it. Accents
 * count: Hùng and Hưng are two people.
 */
export const personIdOf = (name: string): string => sha256(toneKey(tidy(name))).slice(0, 22);

export async function readPerson(table: Table, personId: string): Promise<StoredPerson | undefined> {
  const item = await table.get(keys.person(personId));
  return item && { person: { ...PersonBody.parse(item.body), id: personId }, version: item.version };
}

export async function listPeople(table: Table): Promise<readonly Person[]> {
  const { items } = await table.query(keys.people());
  return items.map((item) => ({ ...PersonBody.parse(item.body), id: item.sk }));
}

/** Writes over exactly the version that was read (0: nobody of that name); false when somebody else was faster. */
export async function keepPerson(table: Table, { id, ...body }: Person, readVersion: number): Promise<boolean> {
  const item = { ...keys.person(id), version: readVersion + 1, body: { ...body } };
  return table.put(item, readVersion === 0 ? 'absent' : { versionIs: readVersion });
}

/** Reads, changes and writes until nobody comes between. */
export async function changePerson(
  table: Table,
  personId: string,
  change: (person: Person) => Person | undefined,
): Promise<Person> {
  for (;;) {
    const stored = await readPerson(table, personId);
    if (!stored) throw new Refusal('NotFound', 'there is no such person');
    const changed = change(stored.person);
    if (!changed) return stored.person;
    if (await keepPerson(table, changed, stored.version)) return changed;
  }
}

const InvitationBody = z.object({
  /** Whose it is; without one the link asks who they are, and only the machine itself prints such a link. */
  name: z.optional(z.string()),
  role: RoleInBody,
  scope: Scope,
  by: z.string(),
  /** Who that is, where it was somebody on the inside and not the machine. */
  byId: z.optional(z.string()),
  /** Whoever made it was told that this person is there already and gets a new way in. */
  renews: z.optional(z.string()),
  at: z.string(),
  expiresAt: z.string(),
  spentAt: z.optional(z.string()),
  /** Of the codes that are set up with this invitation, from its exchange on. */
  secret: z.optional(z.string()),
  /** Who comes in by it and how, as a fingerprint, from just before they are let in. */
  settled: z.optional(z.string()),
  /** Somebody came in by it, or it was withdrawn: it opens nothing any more. */
  endedAt: z.optional(z.string()),
  /** Who took it back, where that is how it ended. */
  withdrawnBy: z.optional(z.string()),
});
export type Invitation = z.infer<typeof InvitationBody>;

/** One made before there were roles says nothing of what it is for, so it is worth nothing: a new one is needed. */
const invitationIn = (item: Item | undefined): Invitation | undefined =>
  item && InvitationBody.safeParse(item.body).data;

export const invitationHours = 24;
/** How long somebody may take to give a name and set up codes once the link was traded. */
const settingUpMinutes = 60;

const later = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString();

const invitationItem = (print: string, version: number, body: Invitation) => ({
  ...keys.invitation(print),
  version,
  body,
  expiresAt: Math.ceil(Date.parse(body.expiresAt) / 1000) + settingUpMinutes * 60,
});

/** The token is made here and stored nowhere. */
export async function keepInvitation(
  deps: { readonly table: Table; readonly clock: Clock; readonly ids: Ids },
  invited: Pick<Invitation, 'name' | 'by' | 'byId' | 'renews'> & Rights,
): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
  const token = deps.ids.next();
  const at = deps.clock.now();
  const expiresAt = later(at, invitationHours * 60);
  const item = invitationItem(sha256(token), 1, { ...invited, at, expiresAt });
  // First, so that none can be used that nobody sees.
  await deps.table.put({ ...item, ...keys.openInvitation(sha256(token)), body: {} });
  await deps.table.put(item, 'absent');
  return { token, expiresAt };
}

/** Takes the token, once: of two who bring it at the same moment one has it. Its fingerprint names the entry from here on. */
export async function spendInvitation(
  deps: { readonly table: Table; readonly clock: Clock },
  token: string,
  secret: string,
): Promise<string | undefined> {
  const print = sha256(token);
  const item = await deps.table.get(keys.invitation(print));
  const body = invitationIn(item);
  const now = deps.clock.now();
  if (!item || !body || body.spentAt !== undefined || body.endedAt !== undefined || body.expiresAt <= now)
    return undefined;
  const spent = invitationItem(print, item.version + 1, { ...body, spentAt: now, secret });
  return (await deps.table.put(spent, { versionIs: item.version })) ? print : undefined;
}

/** An invitation whose link was traded and that nobody has used up yet. */
export async function spentInvitation(
  deps: { readonly table: Table; readonly clock: Clock },
  print: string,
): Promise<(Invitation & { readonly secret: string }) | undefined> {
  const item = await deps.table.get(keys.invitation(print));
  const body = invitationIn(item);
  if (!body?.spentAt || !body.secret || body.endedAt || later(body.spentAt, settingUpMinutes) <= deps.clock.now())
    return undefined;
  return { ...body, secret: body.secret };
}

const settledPrint = (personId: string, { account, secret }: Pick<Person, 'account' | 'secret'>): string =>
  sha256(JSON.stringify([personId, account ?? null, secret ?? null]));

/** Of two who finish the same one with different names or different ways, one is let in; the same again, after a crash, is. */
export async function settleInvitation(
  { table }: { readonly table: Table },
  print: string,
  personId: string,
  { account, secret }: Pick<Person, 'account' | 'secret'>,
): Promise<boolean> {
  const settled = settledPrint(personId, { account, secret });
  for (;;) {
    const item = await table.get(keys.invitation(print));
    const body = invitationIn(item);
    if (!item || !body || body.endedAt !== undefined) return false;
    if (body.settled !== undefined) return body.settled === settled;
    const mine = { ...item, version: item.version + 1, body: { ...body, settled } };
    if (await table.put(mine, { versionIs: item.version })) return true;
  }
}

/** True for the one who ends it. Marked and not removed: of two removals both would be told that it is gone. */
export async function endInvitation(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  print: string,
  how: Pick<Invitation, 'withdrawnBy'> = {},
): Promise<boolean> {
  const item = await table.get(keys.invitation(print));
  const body = invitationIn(item);
  if (!item || !body || body.endedAt !== undefined) return false;
  const ended = { ...item, version: item.version + 1, body: { ...body, ...how, endedAt: clock.now() } };
  if (!(await table.put(ended, { versionIs: item.version }))) return false;
  await table.remove(keys.openInvitation(print));
  return true;
}

/** When it was withdrawn and by whom; undefined where it was not. */
export async function withdrawalOf(
  table: Table,
  print: string,
): Promise<{ readonly at: Instant; readonly by: string } | undefined> {
  const { endedAt, withdrawnBy } = invitationIn(await table.get(keys.invitation(print))) ?? {};
  return endedAt === undefined || withdrawnBy === undefined ? undefined : { at: endedAt, by: withdrawnBy };
}

export interface OpenInvitation extends Invitation {
  /** The fingerprint of its token, which opens nothing by itself. */
  readonly print: string;
  /** Until when it can be used, or finished by whoever has opened it. */
  readonly until: Instant;
}

const untilOf = ({ spentAt, expiresAt }: Invitation): Instant =>
  spentAt === undefined ? expiresAt : later(spentAt, settingUpMinutes);

/** Every invitation by which somebody could still come in, the latest first. */
export async function openInvitations(deps: {
  readonly table: Table;
  readonly clock: Clock;
}): Promise<readonly OpenInvitation[]> {
  const now = deps.clock.now();
  const { items } = await deps.table.query(keys.openInvitations());
  const found = await Promise.all(
    items.map(async ({ sk: print }) => {
      const body = invitationIn(await deps.table.get(keys.invitation(print)));
      return body && body.endedAt === undefined ? [{ ...body, print, until: untilOf(body) }] : [];
    }),
  );
  return found
    .flatMap((one) => one ?? [])
    .filter(({ until }) => until > now)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Also after a crash that let somebody in and did not end the invitation. */
const cameIn = async (table: Table, { settled, at }: Invitation): Promise<boolean> =>
  settled !== undefined &&
  (await listPeople(table)).some((one) => one.invitedAt === at && settledPrint(one.id, one) === settled);

/**
 * From now on nobody comes in by it, whoever holds its link or has opened it. False where it was over already, or somebody is in:
 * whoever wants them out disables them.
 */
export async function withdrawInvitation(
  deps: { readonly table: Table; readonly clock: Clock },
  print: string,
  withdrawnBy: string,
): Promise<boolean> {
  for (;;) {
    const body = invitationIn(await deps.table.get(keys.invitation(print)));
    if (!body) throw new Refusal('NotFound', 'there is no such invitation');
    if (body.endedAt !== undefined || untilOf(body) <= deps.clock.now()) return false;
    const isUsed = await cameIn(deps.table, body);
    if (await endInvitation(deps, print, isUsed ? {} : { withdrawnBy })) return !isUsed;
  }
}
