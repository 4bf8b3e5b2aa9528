import { NO_DESK } from '#domain/outcome.ts';
import type { Contact } from '#domain/request-events.ts';
import type { CellLine } from './snapshot.ts';

/** Members whose residence committee nobody knows still belong to the cycle: asked of nobody, and said so. */
export const NOBODY = 'nobody';

/** How a cell will be asked: without a mailbox through its ward, and where there is no ward, on paper. */
export function contactOf({ committee, deskId }: Pick<CellLine, 'committee' | 'deskId'>): Contact {
  const { mailbox, secondContact, language } = committee;
  const rest = { language, ...(mailbox ? { mailbox } : {}), ...(secondContact ? { secondContact } : {}) };
  if (committee.id.startsWith(`${NOBODY}.`)) return { channel: 'none', language };
  if (committee.channel === 'mailbox' && !mailbox) return { channel: deskId === NO_DESK ? 'paper' : 'ward', ...rest };
  return { channel: committee.channel, ...rest };
}
