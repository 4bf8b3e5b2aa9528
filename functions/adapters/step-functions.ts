import { randomUUID } from 'node:crypto';
import type { Workflow } from '#ports';
import { type AwsSettings, isAwsError, jsonCalls } from './aws-calls.ts';

/** Of what an execution or its machine was given nobody here reads anything. */
const METADATA_ONLY = { includedData: 'METADATA_ONLY' };

/** Executions of one state machine, by their names. AWS keeps an ended one's name for 90 days. */
export const stepFunctions = (settings: AwsSettings, stateMachineArn: string): Workflow => {
  const call = jsonCalls({ name: 'states', target: 'AWSStepFunctions', json: '1.0' }, settings);
  const executionArn = (name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    async start(name, { cycleId, generation }) {
      // With the name and the very input of a running execution AWS answers as if it had just started it. That is right when
      // a call is repeated whose answer was lost, and wrong for somebody else's start: so no two starts say the same.
      const input = JSON.stringify({ cycleId, generation, start: randomUUID() });
      try {
        await call('StartExecution', { stateMachineArn, name, input });
        return 'started';
      } catch (error) {
        if (isAwsError(error, 'ExecutionAlreadyExists')) return 'name taken';
        throw error;
      }
    },
    async stop(name) {
      try {
        await call('StopExecution', { executionArn: executionArn(name), error: 'Superseded' });
      } catch (error) {
        if (!isAwsError(error, 'ExecutionDoesNotExist')) throw error;
      }
    },
    async state(name) {
      try {
        const input = { executionArn: executionArn(name), ...METADATA_ONLY };
        const { status } = await call<{ status?: string }>('DescribeExecution', input);
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      } catch (error) {
        if (isAwsError(error, 'ExecutionDoesNotExist')) return 'unknown';
        throw error;
      }
    },
    async definition() {
      const input = { stateMachineArn, ...METADATA_ONLY };
      // A machine that was never updated has no revision yet.
      return (await call<{ revisionId?: string }>('DescribeStateMachine', input)).revisionId ?? 'first';
    },
  };
};
