import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from './nag.ts';

/** Where work goes over to somebody who takes it later. What does not arrive is kept for two weeks, and an alarm tells. */
const EDGES = [
  'nudge to send',
  'order to export-files',
  'timer to watch',
  'timer to digest',
  'timer to yearly',
  'SES to queue',
  'queue to mail-events',
] as const;
export type Edge = (typeof EDGES)[number];

export class DeadLetters extends Construct {
  readonly #queues = new Map<Edge, Queue>();

  /** With a key where what is kept names people. */
  of(edge: Edge, key?: IKey): Queue {
    const known = this.#queues.get(edge);
    if (known) return known;
    const queue = new Queue(this, edge.replaceAll(' ', '-'), {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      ...(key ? { encryptionMasterKey: key } : { encryption: QueueEncryption.SQS_MANAGED }),
    });
    if (edge === 'SES to queue')
      accept(queue, 'SQS3', 'It is a dead-letter queue itself, of a subscription, which the rule does not know.');
    this.#queues.set(edge, queue);
    return queue;
  }

  /** Where what the function did not do, called and not waited for, is put. */
  before(name: string): Queue | undefined {
    const edge = EDGES.find((one) => one.endsWith(` to ${name}`) && !one.startsWith('queue'));
    return edge && this.of(edge);
  }

  all(): readonly (readonly [Edge, Queue])[] {
    return [...this.#queues];
  }
}
