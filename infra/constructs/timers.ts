import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { CatalogueEntry } from '#catalogue';
import type { DeadLetters } from './dead-letters.ts';
import type { Functions } from './functions.ts';

/** When each timer of the catalogue goes off. The day's is one at which nobody writes, before the mornings' mails. */
const WHEN: { readonly [every in NonNullable<CatalogueEntry['every']>]: string } = {
  'five minutes': 'rate(5 minutes)',
  day: 'cron(30 2 * * ? *)',
};
const ZONE = 'Asia/Ho_Chi_Minh';

interface TimersProps {
  readonly prefix: string;
  readonly functions: Functions;
  readonly deadLetters: DeadLetters;
}

/** EventBridge calls what has to look at the clock. */
export class Timers extends Construct {
  constructor(scope: Construct, id: string, { prefix, functions, deadLetters }: TimersProps) {
    super(scope, id);
    for (const { entry, lambda } of functions.by('timer')) {
      const queue = deadLetters.before(entry.name);
      if (!queue) throw new Error(`nothing takes what ${entry.name} could not do`);
      const role = new Role(this, `${entry.name}-role`, {
        assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
        description: `calls ${entry.name} on time`,
      });
      role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }));
      role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
      const schedule = new CfnSchedule(this, entry.name, {
        name: `${prefix}-${entry.name}`,
        description: entry.does,
        scheduleExpression: WHEN[entry.every ?? 'five minutes'],
        scheduleExpressionTimezone: ZONE,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: lambda.functionArn,
          roleArn: role.roleArn,
          input: '{}',
          deadLetterConfig: { arn: queue.queueArn },
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 300 },
        },
      });
      schedule.node.addDependency(role);
    }
  }
}
