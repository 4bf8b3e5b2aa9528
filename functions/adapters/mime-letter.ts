import { createHash } from 'node:crypto';
import { readAddress } from '#domain/mail-address.ts';
import type { Instant, Letter } from '#ports';

/** The addresses of a letter as every mail service takes them. */
export interface Envelope {
  readonly to: string;
  readonly from: string;
  readonly replyTo?: string;
}

/** 'refused' is about the recipient; 'ours' about the sender or the reply address, which are the same for every letter. */
export const addressed = (letter: Letter): Envelope | { readonly refused: string } | { readonly ours: string } => {
  const to = readAddress(letter.to);
  if ('fault' in to) return { refused: to.fault };
  const from = readAddress(letter.from.address);
  if ('fault' in from) return { ours: `sender: ${from.fault}` };
  const replyTo = letter.replyTo === undefined ? undefined : readAddress(letter.replyTo);
  if (replyTo && 'fault' in replyTo) return { ours: `reply address: ${replyTo.fault}` };
  return { to: to.address, from: from.address, ...(replyTo && { replyTo: replyTo.address }) };
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** The same letter has the same Message-ID each time, so that a repeat after a crash can be told; the id itself may say more. */
const messageIdOf = (letter: Letter, domain: string): string =>
  `<${createHash('sha256').update(letter.id).digest('hex').slice(0, 40)}@${domain}>`;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** What nodemailer makes a message from. */
export const messageOf = (letter: Letter, { to, from, replyTo }: Envelope, now: Instant) => ({
  messageId: messageIdOf(letter, domainOf(from)),
  date: new Date(now),
  envelope: { from, to: [to] },
  from: { name: oneLine(letter.from.name), address: from },
  to: { name: '', address: to },
  ...(replyTo && { replyTo: { name: '', address: replyTo } }),
  subject: oneLine(letter.subject),
  text: letter.text,
  html: letter.html,
  // Answering machines answer to people only (RFC 3834).
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': oneLine(letter.language) },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** Services repeat the address they refuse; reasons are shown and logged, addresses are not. */
export const withoutAddresses = (text: string): string =>
  text
    .replace(/\S*@\S*/g, '…')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 200);
