import { readFileSync } from 'node:fs';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Functions } from './functions.ts';
import { log } from './logs.ts';
import { accept } from './nag.ts';

const DEFINITION = new URL('../../workflows/exchange-cycle.asl.json', import.meta.url);

/** The workflow file as it stands; its placeholders become the functions of the catalogue. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(
    scope: Construct,
    id: string,
    { name, functions, key }: { readonly name: string; readonly functions: Functions; readonly key: IKey },
  ) {
    super(scope, id);
    const tasks = functions.by('workflow');
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'calls the tasks of a cycle in their order',
    });
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['lambda:InvokeFunction'],
        resources: tasks.map(({ lambda }) => lambda.functionArn),
      }),
    );
    accept(role, 'IAM5[Resource::*]', 'The delivery of logs and trace segments know no resource.');
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(DEFINITION, 'utf8')),
      definitionSubstitutions: Object.fromEntries(
        tasks.flatMap(({ entry, lambda }) => (entry.placeholder ? [[entry.placeholder, lambda.functionArn]] : [])),
      ),
      role,
      logs: {
        // Step Functions delivers there only under this prefix without outgrowing the account's policy for logs.
        destination: log(this, 'Log', `/aws/vendedlogs/states/${name}`, key),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
  }
}
