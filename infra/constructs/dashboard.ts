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

/** One look: is anything wrong, do pages answer, does mail leave, does a cycle go on. */
export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      prefix,
      alarms,
      parts,
    }: { readonly prefix: string; readonly alarms: Alarms; readonly parts: AlarmsProps['parts'] },
  ) {
    super(scope, id);
    const { gate, functions, workflow, letters, store } = parts;
    const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []) =>
      new GraphWidget({ title, width: 12, left: [...left], right: [...right] });
    const ses = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.SUM, period: HOUR });
    const { served } = store;
    new Board(this, 'Board', {
      dashboardName: prefix,
      widgets: [
        [new AlarmStatusWidget({ title: 'What needs a look', width: 24, height: 4, alarms: [...alarms.all] })],
        [
          graph(
            'Pages',
            [gate.api.metricCount(), gate.api.metricClientError(), gate.api.metricServerError()],
            [gate.api.metricLatency(P99)],
          ),
          graph('Letters an hour', [ses('Send'), ses('Delivery'), ses('Bounce'), ses('Complaint'), ses('Reject')]),
        ],
        [
          graph(
            'Work',
            functions.by('workflow').map(({ lambda }) => lambda.metricInvocations()),
            functions.by('workflow').map(({ lambda }) => lambda.metricErrors()),
          ),
          graph('Cycles', [
            workflow.machine.metricStarted(),
            workflow.machine.metricSucceeded(),
            workflow.machine.metricFailed(),
          ]),
        ],
        [
          graph('Table', [served.metricConsumedReadCapacityUnits(), served.metricConsumedWriteCapacityUnits()]),
          new SingleValueWidget({
            title: 'Waiting to be taken in',
            width: 12,
            metrics: [letters.events.metricApproximateNumberOfMessagesVisible()],
          }),
        ],
      ],
    });
  }
}
