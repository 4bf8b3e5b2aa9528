import { expect, it } from 'vitest';
import { STANDING } from '../../bench/counted/table.ts';
import { synthesised } from '../infra/aws/synthesised.ts';

it('what the README has to be paid each month is what stands in the stack', async () => {
  const { sample } = await synthesised();
  const count = (type: string) => [...sample.resources.values()].filter((one) => one.type === type).length;
  expect(count('AWS::KMS::Key')).toBe(STANDING.keys);
  expect(count('AWS::CloudWatch::Alarm')).toBe(STANDING.alarms);
}, 60_000);
