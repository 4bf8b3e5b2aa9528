import { isLocalDate, type LocalDate } from './calendar.ts';
import type { Problem } from './refusal.ts';
import type { SigningMarks } from './request-events.ts';

/**
 * What the committee says about its own work: that it met, with whom, and who stands for the answers. Part of the form; a
 * secretary who writes alone may say so, and the evaluation says it too.
 */
export interface Signing {
  readonly metOn: LocalDate;
  readonly participants: string;
  readonly front: { readonly met: true; readonly who?: string } | { readonly met: false; readonly because: string };
  readonly signer: string;
  readonly role?: string;
  readonly second:
    | { readonly way: 'code'; readonly name?: string }
    | { readonly way: 'minutes'; readonly number: string }
    | { readonly way: 'alone' };
}

/** Who took part, typed one a line, as a sentence lists them. */
export const listed = (participants: string): string =>
  participants
    .split('\n')
    .map((line) => line.trim().replace(/[;,]$/, ''))
    .filter(Boolean)
    .join('; ');

const LONGEST = 2_000;

export const marksOf = (signing: Signing): SigningMarks => ({
  frontMet: signing.front.met,
  second: signing.second.way,
});

/** What is missing or wrong, place by place. */
export function checkSigning(signing: Signing, today: LocalDate): Problem[] {
  const problems: Problem[] = [];
  const text = (place: string, value: string | undefined, needed: boolean) => {
    if (needed && !value?.trim()) problems.push({ place, reason: 'missing' });
    if ((value?.length ?? 0) > LONGEST) problems.push({ place, reason: 'textTooLong' });
  };
  if (!isLocalDate(signing.metOn)) problems.push({ place: 'metOn', value: signing.metOn, reason: 'notADate' });
  else if (signing.metOn > today) problems.push({ place: 'metOn', value: signing.metOn, reason: 'dateInFuture' });
  text('participants', signing.participants, true);
  text('signer', signing.signer, true);
  text('role', signing.role, false);
  if (signing.front.met) text('front.who', signing.front.who, false);
  else text('front.because', signing.front.because, true);
  if (signing.second.way === 'minutes') text('second.number', signing.second.number, true);
  if (signing.second.way === 'code') text('second.name', signing.second.name, false);
  return problems;
}
