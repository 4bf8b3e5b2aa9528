import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';
import type { Deployed, Functions } from './functions.ts';
import type { Gate } from './gate.ts';
import type { Letters } from './letters.ts';
import type { Store } from './store.ts';
import type { Workflow } from './workflow.ts';

export interface AlarmsProps {
  readonly prefix: string;
  readonly to: readonly string[];
  readonly parts: {
    readonly store: Store;
    readonly gate: Gate;
    readonly functions: Functions;
    readonly workflow: Workflow;
    readonly letters: Letters;
    readonly deadLetters: DeadLetters;
  };
}

/** `title` is a heading of docs/runbook.md, where whoever is woken finds what to do. */
interface Watched {
  readonly title: string;
  readonly metric: IMetric;
  readonly over?: number;
  readonly under?: number;
  readonly periods?: number;
}

const MINUTES = (n: number) => ({ period: Duration.minutes(n), statistic: Stats.SUM });

/** What somebody must look at, and nothing else: each alarm is a sentence, and mails whom the configuration names. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, { prefix, to, parts }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: parts.store.key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const mailbox of to) topic.addSubscription(new EmailSubscription(mailbox));
    const noted = (event: string, wheres: readonly Deployed[]) => this.#noted(prefix, event, wheres);
    this.all = [
      ...ofWork(parts),
      ...ofTimers(parts),
      ...ofLimits(parts),
      ...ofLetters(parts, noted),
      ...ofDeadLetters(parts),
    ].map(({ title, metric, over, under, periods = 1 }) => {
      const alarm = new Alarm(this, title.replaceAll(/\W+/g, '-'), {
        alarmName: `${prefix}: ${title}`,
        alarmDescription: `docs/runbook.md, "${title}"`,
        metric,
        threshold: over ?? under ?? 0,
        comparisonOperator:
          under === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: under === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
  }

  /** How often functions noted an event. */
  #noted(prefix: string, event: string, wheres: readonly Deployed[]): IMetric {
    const names = wheres.map(({ entry, log }) => {
      const metricName = `${event} in ${entry.name}`;
      new MetricFilter(this, metricName.replaceAll(/\W+/g, '-'), {
        logGroup: log,
        filterPattern: FilterPattern.anyTerm(`"event":"${event}"`),
        metricNamespace: prefix,
        metricName,
        metricValue: '1',
      });
      return metricName;
    });
    return sumOf(names.map((metricName) => new Metric({ namespace: prefix, metricName, ...MINUTES(5) })));
  }
}

type Parts = AlarmsProps['parts'];

const sumOf = (metrics: readonly IMetric[]): IMetric => {
  const [only] = metrics;
  if (only && metrics.length === 1) return only;
  const usingMetrics = Object.fromEntries(metrics.map((metric, n) => [`m${n}`, metric]));
  return new MathExpression({ expression: 'SUM(METRICS())', usingMetrics, period: Duration.minutes(5) });
};

const ofWork = ({ gate, functions, workflow }: Parts): readonly Watched[] => [
  { title: 'Pages answer with faults', metric: gate.api.metricServerError(MINUTES(5)), over: 5 },
  {
    title: 'Tasks of the workflow fail',
    // An older generation that stops is a refusal, and counts as an error of its function too.
    metric: sumOf(functions.by('workflow').map(({ lambda }) => lambda.metricErrors(MINUTES(5)))),
    over: 4,
    periods: 3,
  },
  {
    title: 'A cycle has stopped',
    metric: sumOf([workflow.machine.metricFailed(MINUTES(5)), workflow.machine.metricTimedOut(MINUTES(5))]),
    over: 0,
  },
];

const ofTimers = ({ functions }: Parts): readonly Watched[] => {
  const [watch, digest] = [functions.of('watch').lambda, functions.of('digest').lambda];
  const DAY = { period: Duration.days(1), statistic: Stats.SUM };
  return [
    { title: 'The heartbeat is silent', metric: watch.metricInvocations(MINUTES(15)), under: 1 },
    { title: 'The heartbeat fails', metric: watch.metricErrors(MINUTES(5)), over: 0, periods: 3 },
    {
      title: 'The heads of the journals were not written',
      metric: new MathExpression({
        expression: 'calls - errors',
        usingMetrics: { calls: digest.metricInvocations(DAY), errors: digest.metricErrors(DAY) },
        period: Duration.days(1),
      }),
      under: 1,
      periods: 2,
    },
  ];
};

const ofLimits = ({ store }: Parts): readonly Watched[] => [
  {
    title: 'The table is throttled',
    metric: store.served.metricThrottledRequestsForOperations({
      operations: [Operation.GET_ITEM, Operation.QUERY, Operation.PUT_ITEM, Operation.BATCH_WRITE_ITEM],
      period: Duration.minutes(5),
    }),
    over: 100,
  },
  {
    title: 'Functions are throttled',
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', ...MINUTES(5) }),
    over: 10,
  },
];

const ofLetters = (
  { functions, letters }: Parts,
  noted: (event: string, wheres: readonly Deployed[]) => IMetric,
): readonly Watched[] => {
  const [send, events] = [functions.of('send'), functions.of('mail-events')];
  const reputation = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: Stats.MAXIMUM });
  return [
    { title: 'Mail is paused', metric: noted('mail.paused', [send]), over: 0 },
    { title: "A cycle's mail is held back", metric: noted('mail.braked', [send, events]), over: 0 },
    { title: 'Letters fail', metric: noted('mail.failed', [send, events]), over: 0 },
    { title: 'Letters cannot be written', metric: noted('mail.fault', [send]), over: 0 },
    { title: 'Too many letters come back', metric: reputation('Reputation.BounceRate'), over: 0.04 },
    { title: 'Letters are unwanted', metric: reputation('Reputation.ComplaintRate'), over: 0.0008 },
    {
      title: 'What became of letters is late',
      metric: letters.events.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5) }),
      over: 300,
    },
  ];
};

const ofDeadLetters = ({ deadLetters }: Parts): readonly Watched[] =>
  deadLetters.all().map(([edge, queue]) => ({
    title: `Dead letters: ${edge}`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    over: 0,
  }));
