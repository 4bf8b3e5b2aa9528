import type { Instant, Table } from '#ports';
import { type Mail, type MailStatus, readMail, replaceMail } from './outbox.ts';

/**
 * What is told about a mail after it was handed over: it left ('sent'), arrived ('delivered'), came back for now ('soft') or
 * for good ('hard'), or was never made into a message ('failed').
 */
export interface MailNews {
  readonly what: 'sent' | 'delivered' | 'soft' | 'failed' | 'hard';
  readonly at: Instant;
  readonly reason?: string;
  /** The provider's own name for the message, and when it took it; absent where the news are our own. */
  readonly message?: { readonly id: string; readonly sentAt: Instant };
}

/** What outweighs what. A mailbox answers 'soft' to a mail that arrived when its owner is away, so arriving outweighs it. */
const WEIGHT = { sent: 1, soft: 2, delivered: 3, failed: 4, hard: 5 } as const;

const weightOf = (mail: Mail): number => {
  if (mail.status === 'returned') return mail.soft ? WEIGHT.soft : WEIGHT.hard;
  if (mail.status === 'failed') return WEIGHT.failed;
  if (mail.status === 'sent') return mail.deliveredAt ? WEIGHT.delivered : WEIGHT.sent;
  return 0;
};

const STATUS: { readonly [what in MailNews['what']]: MailStatus } = {
  sent: 'sent',
  delivered: 'sent',
  soft: 'returned',
  failed: 'failed',
  hard: 'returned',
};

/** A mail may have been sent twice (after a crash, or by hand): only its last message counts, except that an address refused. */
function isStale(mail: Mail, { what, message }: MailNews): boolean {
  if (what === 'hard' || !message) return false;
  const waits = mail.status === 'pending' || mail.status === 'sending';
  if (waits) return mail.attempts === 0 || mail.messageId === message.id;
  return mail.messageId !== undefined && mail.messageId !== message.id;
}

/** Whether the mail has left as the message that is spoken of: what is known of it then stays known. */
const isAbout = ({ status, messageId }: Mail, { message }: MailNews): boolean =>
  status !== 'pending' && status !== 'sending' && message?.id === messageId;

/** The mail after the news: told early, twice or in any order, the same comes out. */
export function withNews(mail: Mail, news: MailNews): Mail {
  if (isStale(mail, news)) return mail;
  const { leaseUntil: _, ...rest } = mail;
  const messageId = mail.messageId ?? news.message?.id;
  const arrived = news.what === 'delivered' ? earliest(mail.deliveredAt, news.at) : mail.deliveredAt;
  const known = { ...rest, ...(messageId ? { messageId } : {}), ...(arrived ? { deliveredAt: arrived } : {}) };
  const [mine, theirs] = [WEIGHT[news.what], weightOf(mail)];
  if (mine < theirs || (mine === theirs && !isFirst(news, mail))) return known;
  const { soft: __, reason: ___, ...bare } = known;
  const isFine = STATUS[news.what] === 'sent';
  return {
    ...bare,
    status: STATUS[news.what],
    endedAt: isFine ? (news.message?.sentAt ?? news.at) : news.at,
    ...(news.what === 'soft' ? { soft: true } : {}),
    ...(!isFine && news.reason ? { reason: news.reason } : {}),
  };
}

const earliest = (a: Instant | undefined, b: Instant): Instant => (a !== undefined && a < b ? a : b);

/** Of two news of one weight the earlier stands, and of two at once the one that comes first in the alphabet. */
const isFirst = ({ what, at, reason = '' }: MailNews, mail: Mail): boolean =>
  STATUS[what] !== 'sent' && `${at} ${reason}` < `${mail.endedAt ?? ''} ${mail.reason ?? ''}`;

/** Writes the news down; the mail as it is then, and whether that is new. Undefined where there is no such mail. */
export async function noteNews(
  table: Table,
  mailId: string,
  news: MailNews,
): Promise<{ readonly mail: Mail; readonly isNew: boolean } | undefined> {
  // The mail as of some moments ago will do, nearly always: nothing is written over a mail that has changed since. Where it was
  // not there, or its sender had it in hand, or has sent it once more, it is read as it is now.
  for (let eventual = true; ; eventual = false) {
    const stored = await readMail(table, mailId, { eventual });
    if (!stored && eventual) continue;
    if (!stored) return undefined;
    const mail = withNews(stored.mail, news);
    if (JSON.stringify(mail) === JSON.stringify(stored.mail)) {
      if (eventual && !isAbout(stored.mail, news)) continue;
      return { mail, isNew: false };
    }
    if (await replaceMail(table, stored, mail)) return { mail, isNew: true };
  }
}
