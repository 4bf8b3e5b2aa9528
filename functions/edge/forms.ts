import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { type Problem, Refusal } from '#domain/refusal.ts';
import { PageError } from './errors.ts';

/** Bound to the session by derivation from its cookie, so nothing has to be stored for it. */
export const csrfOf = (cookie: string): string => createHmac('sha256', cookie).update('csrf').digest('base64url');

export function isCsrf(cookie: string, sent: string): boolean {
  const expected = Buffer.from(csrfOf(cookie));
  const given = Buffer.from(sent);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function checkCsrf(cookie: string, sent: string): void {
  if (!isCsrf(cookie, sent)) throw new PageError('WrongOrigin');
}

/** A form that was taken in may have left a mail or a cycle to look at; most leave none (a draft that is kept, a ward's confirmation). */
export const hasChanged = (method: string, status: number): boolean =>
  method !== 'GET' && method !== 'HEAD' && status < 400;

/** The fields a form may have. Any other is refused, so that nobody sets what the page did not ask. */
export interface Fields<One extends string, Many extends string, Each extends string> {
  /** Text, a radio, a hidden value: at most once; '' where it is missing. */
  readonly one?: readonly One[];
  /** Checkboxes of one name. */
  readonly many?: readonly Many[];
  /** `name.key` for any number of keys, as `attendance.<memberId>`; each at most once. */
  readonly each?: readonly Each[];
}

export type Posted<One extends string, Many extends string, Each extends string> = {
  readonly [name in One]: string;
} & {
  readonly [name in Many]: readonly string[];
} & { readonly [name in Each]: ReadonlyMap<string, string> };

/** Every form of a session has its token, and it is checked before. */
const always = new Set(['csrf']);

/**
 * Reads a posted form. Texts come out in NFC with plain line ends. Unknown or doubled fields and control characters are
 * refused as `Invalid` with a problem each; what is typed wrong within the fields is the page's to say.
 */
export async function readForm<One extends string = never, Many extends string = never, Each extends string = never>(
  c: Context,
  fields: Fields<One, Many, Each>,
): Promise<Posted<One, Many, Each>> {
  return readFields(await c.req.text(), fields);
}

/** The same from the body itself, for a page that takes the forbidden characters out and shows the rest again. */
export function readFields<One extends string = never, Many extends string = never, Each extends string = never>(
  body: string,
  fields: Fields<One, Many, Each>,
): Posted<One, Many, Each> {
  const params = new URLSearchParams(body);
  const problems: Problem[] = [];
  const ones = new Map<string, string>((fields.one ?? []).map((name) => [name, '']));
  const manies = new Map<string, string[]>((fields.many ?? []).map((name) => [name, []]));
  const eaches = new Map<string, Map<string, string>>((fields.each ?? []).map((name) => [name, new Map()]));
  const seen = new Set<string>();
  for (const [name, value] of params) {
    if (always.has(name) && !ones.has(name)) continue;
    const text = plainText(value);
    const dot = name.indexOf('.');
    const each = dot > 0 ? eaches.get(name.slice(0, dot)) : undefined;
    const many = manies.get(name);
    if (hasControls(text)) problems.push({ place: placeOf(name), reason: 'controlCharacters' });
    else if (many) many.push(text);
    else if (seen.has(name)) problems.push({ place: placeOf(name), reason: 'fieldTwice' });
    else if (each) each.set(name.slice(dot + 1), text);
    else if (ones.has(name)) ones.set(name, text);
    else problems.push({ place: placeOf(name), reason: 'fieldUnknown' });
    seen.add(name);
  }
  if (problems.length > 0)
    throw new Refusal('Invalid', 'the form has fields or characters that it may not have', problems);
  return Object.fromEntries([...ones, ...manies, ...eaches]) as Posted<One, Many, Each>;
}

/** Browsers send CRLF; NFC is how everything is stored. */
const plainText = (text: string): string => text.normalize('NFC').replaceAll(/\r\n?/g, '\n');

/** U+FFFD stands where bytes were no UTF-8. */
const hasControls = (text: string): boolean => /[\p{Cc}\uFFFD]/u.test(text.replaceAll(/[\n\t]/g, ''));

/** A posted body without the characters that no text may have. */
export function withoutControls(body: string): string {
  const plain = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(body))
    plain.append(name, value.replaceAll(/[^\P{Cc}\n\r\t]|\uFFFD/gu, ''));
  return plain.toString();
}

/** A field's name is the sender's text: shown only as far as it could be one of ours. */
const placeOf = (name: string): string => (/^[\w.-]{1,80}$/.test(name) ? name : 'form');
