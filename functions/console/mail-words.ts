import { html } from 'hono/html';
import type { RequestCopy } from '#edge/copy/console/request/index.ts';
import type { Html } from '#edge/html.ts';
import type { Mail, MailStatus } from '#records/outbox.ts';

const tones: { readonly [status in MailStatus]?: 'ok' | 'due' | 'late' } = {
  sent: 'ok',
  pending: 'due',
  sending: 'due',
  failed: 'late',
  returned: 'late',
};

/** What a mail was and what became of it. */
export const mailTag = (copy: RequestCopy, mail: Mail): Html =>
  html`${copy.mails[mail.kind]} <span class="tag ${tones[mail.status] ?? ''}">${copy.mailStates[mail.status]}</span>`;

/** Why a mail did not leave: a reason of ours has words, a mail server's own is shown as it came. */
export function reasonWords(copy: RequestCopy, mail: Mail): string {
  const { reason } = mail;
  if (reason === undefined || mail.status === 'sent') return '';
  return copy.dropReasons[reason as keyof RequestCopy['dropReasons']] ?? reason;
}
