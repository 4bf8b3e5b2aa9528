import { createHash } from 'node:crypto';
import type { Files, Instant } from '#ports';

/**
 * The heads of all journals, each day in a file outside the table: whoever cuts the tail of a journal, or makes a chain of his
 * own, has this against him. Each file carries the hash of the one before.
 *
 *   {"at":"…","form":2,"before":{"name":"audit/2026-11-01.json","hash":"…"},"heads":[
 *   ["request","2026-11-ab12cd.c1",7,"<hash of entry 7>"],
 *   …
 *   ]}
 */
export interface Digest {
  readonly at: Instant;
  /** 2 since looks leave a mark of their day, by which the next digest finds them. */
  readonly form?: number;
  readonly before: { readonly name: string; readonly hash: string } | null;
  readonly heads: readonly Head[];
}

export type Head = readonly [kind: string, id: string, seq: number, hash: string];

export const FORM = 2;
export const FOLDER = 'audit/';
export const nameOf = (at: Instant): string => `${FOLDER}${at.slice(0, 10)}.json`;

export interface DigestText {
  readonly hash: string;
  /** Undefined where somebody's hand has made it something else. */
  readonly digest: Digest | undefined;
}

export async function readDigest(files: Files, name: string): Promise<DigestText> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await files.read(name)) ?? []) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return { hash: createHash('sha256').update(text).digest('base64url'), digest: digestIn(text) };
}

function digestIn(text: string): Digest | undefined {
  try {
    const parsed: Digest = JSON.parse(text);
    return Array.isArray(parsed.heads) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
