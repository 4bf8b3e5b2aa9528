import type { Item, Json, Key, Range } from '#ports';

/** What every Table has in common, so that a key or a body one of them takes is taken by all. */

/** DynamoDB's own limits on keys, in bytes. */
const LONGEST_PK = 2048;
const LONGEST_SK = 1024;
const LARGEST_BODY = 100 * 1024;
export const USUAL_LIMIT = 1000;

/** Where UTF-16 puts surrogates below U+E000 and UTF-8 puts them above. */
const rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

/** Order of the UTF-8 bytes, as DynamoDB and SQLite sort text; JavaScript's own `<` differs beyond U+FFFF. */
export const byBytes = (a: string, b: string): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
};

/** The smallest text above all texts that begin with this one; undefined where there is none. */
const pastPrefix = (prefix: string): string | undefined => {
  const points = [...prefix].map((char) => char.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
};

export interface Span {
  /** Inclusive. Never empty: no engine stores an empty sort key. */
  readonly from: string;
  /** Exclusive; undefined is the end of the partition. */
  readonly to: string | undefined;
  readonly limit: number;
}

/** The range as one half-open span of sort keys, undefined where nothing can lie in it. NUL follows a text directly. */
export const spanOf = ({ prefix = '', after, upTo, limit = USUAL_LIMIT }: Range): Span | undefined => {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`a limit of ${limit} items`);
  const past = pastPrefix(prefix);
  const end = upTo === undefined ? undefined : `${upTo}\0`;
  const start = after === undefined ? '\0' : `${after}\0`;
  const from = byBytes(start, prefix) > 0 ? start : prefix;
  const to = past === undefined || (end !== undefined && byBytes(end, past) < 0) ? end : past;
  return to !== undefined && byBytes(from, to) >= 0 ? undefined : { from, to, limit };
};

const fits = (text: string, most: number): boolean =>
  text.length > 0 && text.isWellFormed() && (text.length * 3 <= most || Buffer.byteLength(text) <= most);

export const checkKey = ({ pk, sk }: Key): void => {
  if (!fits(pk, LONGEST_PK) || !fits(sk, LONGEST_SK)) throw new RangeError('a key is empty, too long or not text');
};

/** The body as it will be stored, after the item was looked over; a fault here is the writer's, before anything is asked. */
export const bodyText = (item: Item): string => {
  checkKey(item);
  const { version, expiresAt } = item;
  if (!Number.isSafeInteger(version) || version < 0) throw new RangeError(`a version of ${version}`);
  if (expiresAt !== undefined && !Number.isSafeInteger(expiresAt)) throw new RangeError(`an expiry of ${expiresAt}`);
  const text: string | undefined = JSON.stringify(item.body);
  if (text === undefined) throw new TypeError('a body that is not JSON');
  if (text.length * 3 > LARGEST_BODY && Buffer.byteLength(text) > LARGEST_BODY)
    throw new RangeError('a body above 100 KB');
  return text;
};

export interface Stored {
  readonly version: number;
  readonly text: string;
  readonly expiresAt: number | null | undefined;
}

export const itemOf = (pk: string, sk: string, { version, text, expiresAt }: Stored): Item => {
  const body: Json = JSON.parse(text);
  return expiresAt == null ? { pk, sk, version, body } : { pk, sk, version, body, expiresAt };
};

/** Rejects with the first fault, but only once nothing is under way any more: no write comes after its fault was told. */
export const allSettled = async (parts: readonly Promise<unknown>[]): Promise<void> => {
  for (const part of await Promise.allSettled(parts)) if (part.status === 'rejected') throw part.reason;
};
