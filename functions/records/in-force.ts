import type { Instant, Table } from '#ports';
import { type ContactChange, keepRosterChanges, tellRosterChanges } from './contact-changes.ts';
import { announce, type Intent, settle } from './intents.ts';
import { type CurrentRoster, currentRoster, putRosterInForce } from './roster.ts';

export const rosterIntent = 'roster';

interface InForce {
  readonly version: string;
  readonly committees: number;
  readonly members: number;
}

/**
 * Puts a roster in force with what it changes in how committees are written to. Those changes are kept before it counts, and the
 * note that it left lets anybody tell them, so that a crash in between silences nobody. False when another import came first.
 */
export async function bringIntoForce(
  table: Table,
  roster: InForce,
  instead: CurrentRoster | undefined,
  how: { readonly at: Instant; readonly by: string },
  changes: readonly ContactChange[],
): Promise<boolean> {
  // Of the one before, while it can still be seen that it came into force.
  if (instead) await tellRosterChanges(table, instead.turn, instead.version);
  const turn = (instead?.turn ?? 0) + 1;
  const intent: Intent = { kind: rosterIntent, id: roster.version, commandId: String(turn), at: how.at };
  if (changes.length > 0) {
    await keepRosterChanges(table, turn, roster.version, changes);
    await announce(table, intent, turn);
  }
  const stands = await putRosterInForce(table, roster, instead, how);
  if (changes.length === 0) return stands;
  if (stands) {
    const current = await currentRoster(table);
    // The same file, imported twice at once: the other one tells.
    if (current?.at !== how.at || current.by !== how.by) return true;
    await tellRosterChanges(table, turn, roster.version);
  }
  await settle(table, intent, turn);
  return stands;
}

/** True when the roster that an intent announced is in force, and what it changed is told. */
export async function finishRoster(table: Table, { id, commandId }: Intent): Promise<boolean> {
  const current = await currentRoster(table);
  if (current?.version !== id || String(current.turn) !== commandId) return false;
  await tellRosterChanges(table, current.turn, id);
  return true;
}
