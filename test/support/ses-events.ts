/** Events as Amazon SES publishes them, wrapped by a topic, as a queue hands them over. */
export interface EventSeed {
  readonly mailId?: string;
  readonly message?: string;
  readonly sentAt?: string;
  readonly at?: string;
}

const SENT_AT = '2026-11-02T02:00:05.000Z';

const record = (eventType: string, { mailId, message = 'msg-1', sentAt = SENT_AT }: EventSeed, more: object) => ({
  eventType,
  mail: {
    timestamp: sentAt,
    source: 'Ban To chuc <nhanxet@tinh.example>',
    messageId: message,
    destination: ['c1@w1.example'],
    headersTruncated: false,
    headers: [{ name: 'Subject', value: 'x' }],
    tags: { 'ses:configuration-set': ['exchange'], ...(mailId === undefined ? {} : { 'mail-id': [mailId] }) },
  },
  ...more,
});

const bounce = (bounceType: string, bounceSubType: string, status: string) => (seed: EventSeed) =>
  record('Bounce', seed, {
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [
        {
          emailAddress: 'c1@w1.example',
          action: 'failed',
          status,
          diagnosticCode: `smtp; ${status} <c1@w1.example> no such user`,
        },
      ],
      timestamp: seed.at ?? '2026-11-02T02:01:00.000Z',
      feedbackId: 'f',
    },
  });

export const sesEvent = {
  send: (seed: EventSeed) => record('Send', seed, { send: {} }),
  delivery: (seed: EventSeed) =>
    record('Delivery', seed, { delivery: { timestamp: seed.at ?? '2026-11-02T02:00:09.000Z', recipients: [] } }),
  hard: bounce('Permanent', 'General', '5.1.1'),
  soft: bounce('Transient', 'MailboxFull', '4.2.2'),
  undetermined: bounce('Undetermined', 'Undetermined', ''),
  complaint: (seed: EventSeed) =>
    record('Complaint', seed, {
      complaint: {
        timestamp: seed.at ?? '2026-11-02T03:00:00.000Z',
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
      },
    }),
  wanted: (seed: EventSeed) =>
    record('Complaint', seed, {
      complaint: { timestamp: '2026-11-02T03:00:00.000Z', complaintFeedbackType: 'not-spam' },
    }),
  delay: (seed: EventSeed) =>
    record('DeliveryDelay', seed, {
      deliveryDelay: { timestamp: '2026-11-02T02:20:00.000Z', delayType: 'TransientCommunicationFailure' },
    }),
  reject: (seed: EventSeed) => record('Reject', seed, { reject: { reason: 'Bad content' } }),
  notRendered: (seed: EventSeed) =>
    record('Rendering Failure', seed, { failure: { errorMessage: 'Attribute x is not present', templateName: 't' } }),
} as const;

export const queued = (...bodies: readonly (object | string)[]) => ({
  Records: bodies.map((body, n) => ({
    messageId: `q${n}`,
    body:
      typeof body === 'string'
        ? body
        : JSON.stringify({ Type: 'Notification', MessageId: `sns${n}`, Message: JSON.stringify(body) }),
  })),
});
