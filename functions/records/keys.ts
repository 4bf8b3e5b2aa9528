import type { Key } from '#ports';

/**
 * The only place with key strings. Everything the exchange stores is found by one of these; a comment says what lives there
 * and who reads it. Ids are the exchange's own or come from the roster (letters, digits, `-`, `_`), so `#` and `.` separate.
 */

/** Sort keys that count must sort as text: up to 99,999,999. */
export const padded = (n: number): string => String(n).padStart(8, '0');

export const keys = {
  /** The journal of one subject: its entries in order, append only. Grants may deny changing anything under `J#`. */
  journal: (kind: string, id: string) => `J#${kind}#${id}`,
  entry: (kind: string, id: string, seq: number): Key => ({ pk: `J#${kind}#${id}`, sk: padded(seq) }),
};
