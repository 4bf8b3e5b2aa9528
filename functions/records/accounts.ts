import * as z from 'zod/mini';
import type { Account, Clock, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';
import { readPerson, type StoredPerson } from './people.ts';

const AccountBody = z.object({ personId: z.string(), at: z.string() });

/** How long somebody may take between claiming an account and standing in the table with it. */
const settlingMinutes = 60;

/** Stands for an account wherever one is kept: neither its issuer nor its subject is. */
export const accountPrint = ({ issuer, subject }: Account): string => sha256(`${issuer}\n${subject}`);

/** Whose account it is. The person has the last word: whoever was bound to another account since holds this one no more. */
export async function holderOf(table: Table, print: string): Promise<StoredPerson | undefined> {
  const item = await table.get(keys.account(print));
  const stored = item && (await readPerson(table, AccountBody.parse(item.body).personId));
  return stored?.person.account === print ? stored : undefined;
}

/** An account has one owner: false when it is somebody else's, or is just becoming theirs. */
export async function claimAccount(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  print: string,
  personId: string,
): Promise<boolean> {
  const item = await table.get(keys.account(print));
  const body = { personId, at: clock.now() };
  if (!item) return table.put({ ...keys.account(print), version: 1, body }, 'absent');
  const before = AccountBody.parse(item.body);
  if (before.personId === personId) return true;
  const fresh = Date.parse(before.at) + settlingMinutes * 60_000 > Date.parse(body.at);
  if (fresh || (await holderOf(table, print))) return false;
  return table.put({ ...keys.account(print), version: item.version + 1, body }, { versionIs: item.version });
}
