import { randomUUID } from 'node:crypto';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '#ports';

/** Executions of one state machine, by their names. AWS keeps an ended one's name for 90 days. */
export const stepFunctions = (client: SFNClient, stateMachineArn: string): Workflow => {
  const executionArn = (name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    async start(name, { cycleId, generation }) {
      // With the name and the very input of a running execution AWS answers as if it had just started it. That is right when
      // the client repeats a call whose answer was lost, and wrong for somebody else's start: so no two starts say the same.
      const input = JSON.stringify({ cycleId, generation, start: randomUUID() });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
        return 'started';
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return 'name taken';
        throw error;
      }
    },
    async stop(name) {
      try {
        await client.send(new StopExecutionCommand({ executionArn: executionArn(name), error: 'Superseded' }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
    async state(name) {
      try {
        const { status } = await client.send(
          // Of what it was given nobody here reads anything.
          new DescribeExecutionCommand({ executionArn: executionArn(name), includedData: 'METADATA_ONLY' }),
        );
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'unknown';
        throw error;
      }
    },
    async definition() {
      const described = new DescribeStateMachineCommand({ stateMachineArn, includedData: 'METADATA_ONLY' });
      // A machine that was never updated has no revision yet.
      return (await client.send(described)).revisionId ?? 'first';
    },
  };
};
