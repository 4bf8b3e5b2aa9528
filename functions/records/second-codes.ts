import * as z from 'zod/mini';
import type { Clock, Ids, Instant, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';

/**
 * The code by which a second person signs a submission from their own telephone. It is all they have, with no mailbox beside it
 * that narrows what it could open; so it is longer than a mailed code: among 12 digits a guess at a province full of open codes
 * hits once in hundreds of millions, and failures are counted besides.
 */
const secondCodeDigits = 12;
const secondCodeHours = 24;

/** What the code opens: one part that was sent, to be looked at and signed. */
export interface Signable {
  readonly requestId: string;
  readonly part: number;
}

const SignableBody = z.object({ requestId: z.string(), part: z.number(), expiresAt: z.string() });
const PointerBody = z.object({ print: z.string() });

/** Makes a code for this part, and ends the one before it. */
export async function issueSecondCode(
  deps: { readonly table: Table; readonly clock: Clock; readonly ids: Ids },
  { requestId, part }: Signable,
): Promise<string> {
  const code = deps.ids.digits(secondCodeDigits);
  const print = sha256(code);
  const ends: Instant = new Date(Date.parse(deps.clock.now()) + secondCodeHours * 3_600_000).toISOString();
  const expiresAt = Math.ceil(Date.parse(ends) / 1000);
  const pointer = keys.secondCodeOf(requestId, part);
  const before = await deps.table.get(pointer);
  await deps.table.put({
    ...keys.secondCode(print),
    version: 1,
    body: { requestId, part, expiresAt: ends },
    expiresAt,
  });
  await deps.table.put({ ...pointer, version: (before?.version ?? 0) + 1, body: { print }, expiresAt });
  const old = before && PointerBody.parse(before.body).print;
  if (old && old !== print) await deps.table.remove(keys.secondCode(old));
  return code;
}

/** What a code opens while it lasts. Looking does not spend it: a part can be signed once, and then there is nothing to open. */
export async function findSecondCode(
  deps: { readonly table: Table; readonly clock: Clock },
  typed: string,
): Promise<Signable | undefined> {
  const item = await deps.table.get(keys.secondCode(sha256(typed)));
  if (!item) return undefined;
  const { requestId, part, expiresAt } = SignableBody.parse(item.body);
  return expiresAt > deps.clock.now() ? { requestId, part } : undefined;
}
