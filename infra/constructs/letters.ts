import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { readVariable, variables } from '#adapters/environment.ts';
import type { Settings } from '../configuration.ts';
import type { DeadLetters } from './dead-letters.ts';

export interface LettersProps {
  readonly prefix: string;
  readonly from: string;
  readonly sandboxMailboxes: readonly string[];
  readonly mailIdentity: Settings['mailIdentity'];
  readonly key: IKey;
  readonly deadLetters: DeadLetters;
}

/** Clicks and openings are not asked for: links would be rewritten. */
const EVENTS = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

/** The sender's identity at SES, and the way back of what became of the letters. */
export class Letters extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly fromAddress: string;
  /** What a letter may go by: our domain, our set, and in the sandbox the mailboxes that were proved. */
  readonly arns: readonly string[];
  readonly events: Queue;

  constructor(scope: Construct, id: string, props: LettersProps) {
    super(scope, id);
    const { prefix, from, sandboxMailboxes, mailIdentity, key, deadLetters } = props;
    this.fromAddress = readVariable({ EXCHANGE_FROM: from }, variables.from).address;
    const domain = this.fromAddress.slice(this.fromAddress.indexOf('@') + 1);
    if (mailIdentity === 'made') this.#prove(domain);
    this.configurationSet = this.#set(prefix);
    const stack = Stack.of(this);
    const arnOf = (resource: string, resourceName: string) =>
      stack.formatArn({ service: 'ses', resource, resourceName });
    const setArn = arnOf('configuration-set', prefix);
    this.arns = [setArn, ...[domain, ...sandboxMailboxes].map((name) => arnOf('identity', name))];

    const topic = this.#topic(key);
    this.events = this.#queue(topic, key, deadLetters.of('queue to mail-events', key));
    // Not by the class for queues: it writes the topic into the policy of the key that the topic is locked with.
    new Subscription(this, 'Subscription', {
      topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: this.events.queueArn,
      deadLetterQueue: deadLetters.of('SES to queue', key),
    });
  }

  #set(prefix: string): ConfigurationSet {
    return new ConfigurationSet(this, 'Set', {
      configurationSetName: prefix,
      // A letter carries a key to a committee's pages.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // The exchange has a list of its own, in which an officer can let a mended mailbox go again.
      disableSuppressionList: true,
    });
  }

  /** Where SES says what became of a letter. */
  #topic(key: IKey): Topic {
    const topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    const events = this.configurationSet.addEventDestination('Events', {
      destination: EventDestination.snsTopic(topic),
      events: EVENTS,
    });
    // SES tries whether it may before it says yes.
    events.node.addDependency(topic);
    return topic;
  }

  #queue(topic: Topic, key: IKey, deadLetters: Queue): Queue {
    const queue = new Queue(this, 'Queue', {
      encryptionMasterKey: key,
      enforceSSL: true,
      // Six times as long as the function may take, as Lambda advises.
      visibilityTimeout: Duration.seconds(6 * 60),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
      }),
    );
    return queue;
  }

  /** An account has one identity of a domain: it stays when this stage goes, because others may send by it. */
  #prove(domain: string): void {
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain) });
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN);
    identity.dkimRecords.forEach(({ name, value }, n) => {
      new CfnOutput(this, `Dkim${n + 1}`, { value: `${name} CNAME ${value}`, description: `In the DNS of ${domain}` });
    });
  }

  /** A record that fails is handed back alone; what is told waits a moment for company. */
  tell(lambda: IFunction): void {
    lambda.addEventSource(
      new SqsEventSource(this.events, {
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(20),
        reportBatchItemFailures: true,
      }),
    );
  }
}
