import { expect, it } from 'vitest';
import { STANDING } from '../../bench/counted/table.ts';
import { ofType, synthesised } from '../infra/aws/synthesised.ts';

it('what the README has to be paid each month is what stands in the stack', async () => {
  const { sample } = await synthesised();
  const count = (type: string) => [...sample.resources.values()].filter((one) => one.type === type).length;
  expect(count('AWS::KMS::Key')).toBe(STANDING.keys);
  expect(count('AWS::CloudWatch::Alarm')).toBe(STANDING.alarms);
  // CloudWatch bills each metric of an alarm; what is only worked out from them is free.
  const metrics = ofType(sample, 'CloudWatch::Alarm').map(
    ({ properties: { Metrics } }) => Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1,
  );
  expect(metrics.reduce((sum, n) => sum + n, 0)).toBe(STANDING.alarmMetrics);
}, 60_000);
