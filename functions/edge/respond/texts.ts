import type { TextRef } from '#domain/request-events.ts';
import { readText } from '#records/texts.ts';
import type { Work } from './work.ts';

/** One field of a free text that an event points to; empty where a lawful order removed it. */
export async function fromTextOf(
  { deps, id }: Pick<Work, 'deps' | 'id'>,
  ref: TextRef,
  field: string,
): Promise<string> {
  const body = await readText(deps.table, id, ref);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return '';
  const value = Object.entries(body).find(([name]) => name === field)?.[1];
  return typeof value === 'string' ? value : '';
}
