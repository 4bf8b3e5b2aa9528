import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Clock, Instant, Item, Json, Table } from '#ports';
import { keys } from './keys.ts';

/** A member's id, or the part about the meeting and who signs. */
export type DraftPart = { readonly memberId: string } | 'meeting';

export interface Draft {
  readonly part: DraftPart;
  /** Rises with every save and never returns, even after a removal. */
  readonly version: number;
  /** As typed so far, complete or not; the form's rules are asked when it is sent. */
  readonly answer: Json;
  /** The hand says this one is done, and it can be sent. */
  readonly finished: boolean;
  readonly savedAt: Instant;
}

export type Saved =
  | { readonly outcome: 'saved'; readonly version: number }
  /** Somebody else saved in between (or sent it: then there is no current one). Nothing was overwritten. */
  | { readonly outcome: 'stale'; readonly current: Draft | undefined };

const DraftBody = z.object({ answer: z.json(), finished: z.boolean(), savedAt: z.string() });

const partKey = (part: DraftPart): string => (part === 'meeting' ? 'meeting' : `member#${part.memberId}`);

const draftOf = (item: Item): Draft => ({
  ...DraftBody.parse(item.body),
  part: item.sk === 'meeting' ? 'meeting' : { memberId: item.sk.slice('member#'.length) },
  version: item.version,
});

export async function readDraft(table: Table, requestId: string, part: DraftPart): Promise<Draft | undefined> {
  const item = await table.get(keys.draft(requestId, partKey(part)));
  return item && draftOf(item);
}

/**
 * Saves over exactly the version the page was filled from (0: there was none). The same answer saved again, a double click or a
 * retry after a broken connection, is answered as the first time.
 */
export async function saveDraft(
  deps: { readonly table: Table; readonly clock: Clock },
  requestId: string,
  part: DraftPart,
  draft: {
    readonly expectedVersion: number;
    readonly answer: Json;
    readonly finished: boolean;
    readonly keepUntil: Instant;
  },
): Promise<Saved> {
  const savedAt = deps.clock.now();
  const { expectedVersion, answer, finished } = draft;
  // The first version is the moment it was saved at: a page that still holds the version of a draft sent and removed before can
  // then never match a newer one.
  const version = expectedVersion === 0 ? Date.parse(savedAt) : expectedVersion + 1;
  const saved = await deps.table.put(
    {
      ...keys.draft(requestId, partKey(part)),
      version,
      body: { answer, finished, savedAt },
      expiresAt: Math.ceil(Date.parse(draft.keepUntil) / 1000),
    },
    expectedVersion === 0 ? 'absent' : { versionIs: expectedVersion },
  );
  if (saved) return { outcome: 'saved', version };
  const current = await readDraft(deps.table, requestId, part);
  if (current && current.finished === finished && isDeepStrictEqual(current.answer, plain(answer))) {
    return { outcome: 'saved', version: current.version };
  }
  return { outcome: 'stale', current };
}

/** As the table gives it back: without members that are undefined. */
const plain = (answer: Json): unknown => JSON.parse(JSON.stringify(answer));

/** True when the draft is gone; false when somebody saved it again meanwhile, and then it stays. */
export const removeDraft = (table: Table, requestId: string, part: DraftPart, version: number): Promise<boolean> =>
  table.remove(keys.draft(requestId, partKey(part)), { versionIs: version });

/** All drafts of a request, members in the order of their ids. */
export async function draftsOf(table: Table, requestId: string): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(keys.drafts(requestId), after === undefined ? {} : { after });
    drafts.push(...page.items.map(draftOf));
    after = page.cursor;
  } while (after !== undefined);
  return drafts;
}

/** Members with a draft, and how many of those are finished but not sent. */
export function countDrafts(drafts: readonly Draft[]): { readonly begun: number; readonly finished: number } {
  const members = drafts.filter((draft) => draft.part !== 'meeting');
  return { begun: members.length, finished: members.filter((draft) => draft.finished).length };
}

/** Whether anything was drafted, at the cost of one item. */
export const hasDrafts = async (table: Table, requestId: string): Promise<boolean> =>
  (await table.query(keys.drafts(requestId), { limit: 1 })).items.length > 0;
