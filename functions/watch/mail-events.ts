import * as z from 'zod/mini';
import type { Instant } from '#ports';
import { type MailNews, noteNews } from '#records/mail-news.ts';
import { suppress } from '#records/suppression.ts';
import { inParallel } from '#steps/job.ts';
import { type BrakeDeps, brakeFor } from './brake.ts';
import { tellSubjects } from './returned.ts';

/** Of what a queue hands over, the part that is read here. */
export const MailEventBatch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
export type MailEventBatch = z.infer<typeof MailEventBatch>;

/** What the queue shall hand over once more; after a few times it puts them aside, and an alarm tells. */
export interface MailEventFailures {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** A topic wraps what it passes on, unless it is told not to. */
const Envelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

const At = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
  z.transform((text): Instant => new Date(text).toISOString()),
);
const told = { timestamp: At };

/** What SES tells of a mail (developer guide, "Contents of event data that Amazon SES publishes to Amazon SNS"). */
const MailEvent = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), timestamp: At, tags: z.optional(z.record(z.string(), z.array(z.string()))) }),
  delivery: z.optional(z.object(told)),
  bounce: z.optional(
    z.object({
      ...told,
      bounceType: z.string(),
      bounceSubType: z.string(),
      bouncedRecipients: z.optional(z.array(z.object({ status: z.optional(z.string()) }))),
    }),
  ),
  complaint: z.optional(z.object({ ...told, complaintFeedbackType: z.optional(z.nullable(z.string())) })),
  reject: z.optional(z.object({ reason: z.optional(z.string()) })),
});
type MailEvent = z.infer<typeof MailEvent>;

const WIDTH = 10;

/**
 * What became of mails, in whatever order and however often it is told. A record that cannot be read or that met a fault is
 * handed back alone; the others stand.
 */
export const mailEvents =
  (deps: BrakeDeps) =>
  async ({ Records }: MailEventBatch): Promise<MailEventFailures> => {
    const failures = await inParallel(Records, WIDTH, async ({ body }) => takeIn(deps, eventIn(body)));
    for (const { error } of failures) deps.log('mail.eventFault', { error: nameOf(error) });
    return { batchItemFailures: failures.map(({ item }) => ({ itemIdentifier: item.messageId })) };
  };

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

function eventIn(body: string): MailEvent {
  const outer: unknown = JSON.parse(body);
  const envelope = Envelope.safeParse(outer);
  return MailEvent.parse(envelope.success ? JSON.parse(envelope.data.Message) : outer);
}

/** The mail is found by our own tag; mail of others in the same account has none. */
async function takeIn(deps: BrakeDeps, event: MailEvent): Promise<void> {
  const mailId = event.mail.tags?.['mail-id']?.[0];
  const news = newsIn(event);
  if (mailId === undefined || news === undefined) return;
  const { world, log } = deps;
  const noted = await noteNews(world.table, mailId, news);
  if (!noted) return log('mail.eventUnknown', { work: event.eventType });
  // Everything below is told again with each repeat: the time before, something may have broken off here.
  if (news.what === 'failed' && noted.isNew) log('mail.failed', { work: event.eventType });
  if (news.what !== 'hard') return;
  const { mail } = noted;
  const reason = event.complaint ? 'complaint' : 'bounce';
  if (await suppress(world.table, mail.recipient.mailbox, { reason, since: news.at, mailId }))
    log('mail.suppressed', { work: reason });
  await tellSubjects(world, mail, true);
  await brakeFor(deps, mail, event.mail.timestamp);
}

/** Undefined for what is no news: a delivery that takes its time, a click, a report that a mail is wanted after all. */
function newsIn({ eventType, mail, delivery, bounce, complaint, reject }: MailEvent): MailNews | undefined {
  const message = { id: mail.messageId, sentAt: mail.timestamp };
  const at = mail.timestamp;
  switch (eventType.replaceAll(' ', '')) {
    case 'Send':
      return { what: 'sent', at, message };
    case 'Delivery':
      return { what: 'delivered', at: delivery?.timestamp ?? at, message };
    case 'Bounce': {
      if (!bounce) throw new TypeError('a bounce that says nothing');
      const status = bounce.bouncedRecipients?.[0]?.status ?? '';
      const reason = `${bounce.bounceType} ${bounce.bounceSubType} ${status}`.trim();
      return { what: bounce.bounceType === 'Permanent' ? 'hard' : 'soft', at: bounce.timestamp, reason, message };
    }
    case 'Complaint':
      if (complaint?.complaintFeedbackType === 'not-spam') return undefined;
      return { what: 'hard', at: complaint?.timestamp ?? at, reason: 'complaint', message };
    case 'Reject':
      return { what: 'failed', at, reason: `rejected: ${reject?.reason ?? 'unknown'}`, message };
    case 'RenderingFailure':
      return { what: 'failed', at, reason: 'not rendered', message };
    default:
      return undefined;
  }
}
