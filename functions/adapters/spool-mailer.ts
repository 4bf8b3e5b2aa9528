import * as z from 'zod/mini';
import type { Letter, Mailer, Table } from '#ports';
import { keys } from '#records/keys.ts';

const SpooledLetter = z.object({
  id: z.string(),
  kind: z.string(),
  to: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  replyTo: z.exactOptional(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  links: z.array(z.string()),
  language: z.string(),
  at: z.string(),
});

/** Mail that stays on this machine: each letter is an item under its own id, so that a repeat replaces it by the same. */
export const spoolMailer = (table: Table): Mailer => ({
  replaces: true,
  async hand(letter) {
    await table.put({ ...keys.letter(letter.id), version: 1, body: { ...letter } });
    return { outcome: 'accepted', messageId: letter.id };
  },
  rate: async () => ({ perSecond: Number.POSITIVE_INFINITY, leftToday: Number.POSITIVE_INFINITY }),
});

/** Every letter ever spooled, the oldest first. */
export const spooled = async (table: Table): Promise<Letter[]> => {
  const letters: Letter[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(keys.spool(), after === undefined ? {} : { after });
    for (const item of page.items) letters.push(SpooledLetter.parse(item.body));
    after = page.cursor;
  } while (after !== undefined);
  return letters.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};
