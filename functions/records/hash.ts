import { hash } from 'node:crypto';
import type { Json } from '#ports';

/** SHA-256 of a text, 43 characters of base64url. */
export const sha256 = (text: string): string => hash('sha256', text, 'base64url');

/** SHA-256 of a value as it is stored. The order of its fields counts, and is the writer's. */
export const digestOf = (value: Json): string => sha256(JSON.stringify(value));

/** Spreads ids evenly and for ever in the same way over a few partitions. */
export function spread(id: string, over: number): number {
  let h = 2166136261;
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 16777619);
  return (h >>> 0) % over;
}
