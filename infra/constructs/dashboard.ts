import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as Board,
  GraphWidget,
  type IMetric,
  Metric,
  SingleValueWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms, AlarmsProps } from './alarms.ts';

const P99 = { statistic: Stats.percentile(99) } as const;
const HOUR = Duration.hours(1);

type Parts = AlarmsProps['parts'];

interface DashboardProps {
  readonly prefix: string;
  readonly alarms: Alarms;
  readonly parts: Parts;
}

/** One look: is anything wrong, do pages answer, does mail leave, does a cycle go on. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { prefix, alarms, parts }: DashboardProps) {
    super(scope, id);
    new Board(this, 'Board', {
      dashboardName: prefix,
      widgets: [
        [new AlarmStatusWidget({ title: 'What needs a look', width: 24, height: 4, alarms: [...alarms.all] })],
        [pages(parts), letters()],
        [work(parts), cycles(parts)],
        [table(parts), waiting(parts)],
      ],
    });
  }
}

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []) =>
  new GraphWidget({ title, width: 12, left: [...left], right: [...right] });

const pages = ({ gate: { api } }: Parts) =>
  graph('Pages', [api.metricCount(), api.metricClientError(), api.metricServerError()], [api.metricLatency(P99)]);

const letters = () =>
  graph(
    'Letters an hour',
    ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'].map(
      (metricName) => new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.SUM, period: HOUR }),
    ),
  );

const work = ({ functions }: Parts) =>
  graph(
    'Work',
    functions.by('workflow').map(({ lambda }) => lambda.metricInvocations()),
    functions.by('workflow').map(({ lambda }) => lambda.metricErrors()),
  );

const cycles = ({ workflow: { machine } }: Parts) =>
  graph('Cycles', [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()]);

const table = ({ store: { served } }: Parts) =>
  graph('Table', [served.metricConsumedReadCapacityUnits(), served.metricConsumedWriteCapacityUnits()]);

const waiting = ({ letters: { events } }: Parts) =>
  new SingleValueWidget({
    title: 'Waiting to be taken in',
    width: 12,
    metrics: [events.metricApproximateNumberOfMessagesVisible()],
  });
