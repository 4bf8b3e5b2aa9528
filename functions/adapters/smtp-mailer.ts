import { createTransport } from 'nodemailer';
import type { Clock, Handover, Mailer, PauseCause } from '#ports';
import { addressed, messageOf, withoutAddresses } from './mime-letter.ts';

const MINUTE = 60_000;
/** A server that counts by the second or minute is ready again soon; a used-up day or a broken sign-in is not. */
const SHORT_PAUSE = MINUTE;
const LONG_PAUSE = 60 * MINUTE;
/** Well above what a server needs to take a letter, well below a step's four minutes. */
const PATIENCE = 30_000;

export interface SmtpSettings {
  /** `smtp://user:password@host:port` or `smtps:`; further settings of nodemailer as its query (`?ignoreTLS=true`). */
  readonly url: string;
  readonly clock: Clock;
  readonly perSecond?: number;
  readonly leftToday?: number;
}

export interface SmtpMailer extends Mailer {
  close(): void;
}

/** What an SMTP server answered, as far as nodemailer tells. */
interface Failure {
  readonly code: string;
  readonly command: string;
  readonly status: number;
  readonly text: string;
}

const textIn = (error: object, name: string): string => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { code: '', command: '', status: 0, text: 'unknown' };
  const text = textIn(error, 'response') || textIn(error, 'code') || error.name;
  const status = Number(textIn(error, 'responseCode')) || 0;
  return { code: textIn(error, 'code'), command: textIn(error, 'command'), status, text };
};

/** The sender's allowance; a full mailbox of the recipient (x.2.2) is another matter. */
const isDayUsedUp = (text: string): boolean =>
  !/\b[45]\.2\.\d/.test(text) && /\b(?:daily|sending|message|hourly)\b.*\b(?:quota|limit)|\b[45]\.4\.5\b/i.test(text);

const outcomeOf = (failure: Failure, clock: Clock): Handover => {
  const reason = withoutAddresses(failure.text);
  const pausedFor = (span: number, cause: PauseCause): Handover => {
    const until = new Date(Date.parse(clock.now()) + span).toISOString();
    return { outcome: 'paused', cause, reason, until };
  };
  const { command, status, code } = failure;
  if (isDayUsedUp(failure.text)) return pausedFor(LONG_PAUSE, 'quota');
  if (status === 454) return pausedFor(SHORT_PAUSE, 'busy');
  // A sign-in or sender that is refused is so for every letter, and says nothing about this address.
  if (status >= 500 && (code === 'EAUTH' || !/^(?:RCPT TO|DATA)$/.test(command)))
    return pausedFor(LONG_PAUSE, 'settings');
  if (status >= 500) return { outcome: 'refused', reason };
  return { outcome: 'delayed', reason };
};

/** Links are keys, so they leave this machine encrypted unless the address of the server says otherwise. */
const needsTls = (address: string): boolean => {
  const { hostname, searchParams } = new URL(address);
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return !isLoopback && !['ignoreTLS', 'opportunisticTLS', 'requireTLS'].some((name) => searchParams.has(name));
};

export const smtpMailer = (settings: SmtpSettings): SmtpMailer => {
  const { url, clock, perSecond = 10, leftToday = Number.POSITIVE_INFINITY } = settings;
  const transport = createTransport({
    url,
    pool: true,
    // Whether to send once more is the outbox's to decide, which keeps count.
    maxRequeues: 0,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    ...(needsTls(url) && { requireTLS: true }),
  });
  return {
    async hand(letter) {
      const envelope = addressed(letter);
      if ('refused' in envelope) return { outcome: 'refused', reason: envelope.refused };
      if ('ours' in envelope)
        return outcomeOf({ code: '', command: 'MAIL FROM', status: 550, text: envelope.ours }, clock);
      const message = messageOf(letter, envelope, clock.now());
      try {
        await transport.sendMail(message);
        return { outcome: 'accepted', messageId: message.messageId };
      } catch (error) {
        return outcomeOf(failureOf(error), clock);
      }
    },
    rate: async () => ({ perSecond, leftToday }),
    close: () => transport.close(),
  };
};
