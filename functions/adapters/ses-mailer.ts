import MailComposer from 'nodemailer/lib/mail-composer';
import { DAY } from '#domain/day.ts';
import type { Clock, Handover, Letter, Mailer, PauseCause } from '#ports';
import type { AwsSettings } from './aws-calls.ts';
import { addressed, type Envelope, messageOf, withoutAddresses } from './mime-letter.ts';
import { type SesAllowance, sesAllowance, sesCalls } from './ses-allowance.ts';
import { tagIn } from './xml.ts';

const MINUTE = 60_000;
/** Until somebody mends what is paused or set wrongly; asked again each hour, it is neither a spin nor forgotten. */
const PAUSE = 60 * MINUTE;
/** The quota counts the last 24 hours, so what was used up in a burst comes back a day later. */

/** Events of a mail are matched by it (SES takes letters, digits, `-` and `_` in a tag). */
export const MAIL_TAG = 'mail-id';

export interface SesSettings {
  readonly aws: AwsSettings;
  readonly configurationSet: string;
  readonly clock: Clock;
  /** The part of the account's rate that is ours; all of it where it is left out. */
  readonly share?: number;
}

export interface SesMailer extends Mailer {
  rate(): Promise<SesAllowance>;
}

export const sesMailer = ({ aws, configurationSet, clock, share }: SesSettings): SesMailer => {
  // SES has no idempotency key, and whether to send once more is the outbox's to decide.
  const call = sesCalls({ ...aws, tries: 1 });
  return {
    async hand(letter) {
      const envelope = addressed(letter);
      if ('refused' in envelope) return { outcome: 'refused', reason: envelope.refused };
      if ('ours' in envelope) return pausedFor(PAUSE, 'settings', envelope.ours, clock);
      try {
        const said = await call('SendRawEmail', await fieldsOf(letter, envelope, configurationSet, clock));
        return { outcome: 'accepted', messageId: tagIn(said, 'MessageId') ?? '' };
      } catch (error) {
        return outcomeOf(error, envelope, clock);
      }
    },
    rate: sesAllowance(sesCalls(aws), clock, share),
  };
};

async function fieldsOf(letter: Letter, envelope: Envelope, configurationSet: string, clock: Clock) {
  const message = new MailComposer(messageOf(letter, envelope, clock.now())).compile();
  return {
    Source: envelope.from,
    'Destinations.member.1': envelope.to,
    'RawMessage.Data': (await message.build()).toString('base64'),
    ConfigurationSetName: configurationSet,
    'Tags.member.1.Name': MAIL_TAG,
    'Tags.member.1.Value': letter.id,
  };
}

const pausedFor = (span: number, cause: PauseCause, reason: string, clock: Clock): Handover => ({
  outcome: 'paused',
  cause,
  reason,
  until: new Date(Date.parse(clock.now()) + span).toISOString(),
});

/** Refusals that are the same for every letter, until somebody mends them. */
const OURS: ReadonlySet<string> = new Set([
  'AccountSendingPaused',
  'ConfigurationSetSendingPaused',
  'ConfigurationSetDoesNotExist',
  'MailFromDomainNotVerified',
  'AccessDenied',
  'ExpiredToken',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClient',
  'CredentialsProviderError',
]);

/** Of those, what the provider itself has stopped. */
const STOPPED = /SendingPaused$/;

const THROTTLES: ReadonlySet<string> = new Set([
  'Throttling',
  'TooManyRequests',
  'LimitExceeded',
  'RequestLimitExceeded',
]);

/** What SES says, as the next thing to do. Over-rate mail is refused without a word about when to come again. */
function outcomeOf(error: unknown, envelope: Envelope, clock: Clock): Handover {
  if (!(error instanceof Error)) return { outcome: 'delayed', reason: 'unknown' };
  const name = error.name.replace(/Exception$/, '');
  const said = withoutAddresses(error.message);
  const reason = `${name}: ${said}`;
  if (/daily message quota exceeded/i.test(said)) return pausedFor(DAY, 'quota', reason, clock);
  if (THROTTLES.has(name)) return { outcome: 'delayed', reason, throttled: true };
  if (OURS.has(name)) return pausedFor(PAUSE, STOPPED.test(name) ? 'account' : 'settings', reason, clock);
  if (name === 'MessageRejected') {
    const cause = oursIn(error.message, envelope);
    return cause ? pausedFor(PAUSE, cause, reason, clock) : { outcome: 'refused', reason };
  }
  if (name === 'InvalidParameterValue' && /address|domain|recipient/i.test(said)) return { outcome: 'refused', reason };
  return { outcome: 'delayed', reason };
}

/** Where an identity is not verified, SES names it: the recipient's in the sandbox, else our own. */
function oursIn(message: string, { from, to }: Envelope): PauseCause | undefined {
  const said = message.toLowerCase();
  if (/sending (?:is |was |has been )?(?:paused|suspended|disabled)|shut ?down/.test(said)) return 'account';
  const names = (address: string): boolean => said.includes(address.toLowerCase());
  return said.includes('not verified') && (names(from) || !names(to)) ? 'settings' : undefined;
}
