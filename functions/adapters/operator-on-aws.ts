import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { Files, Table } from '#ports';
import { type AwsSettings, formCalls, isAwsError, jsonCalls } from './aws-calls.ts';
import { dynamoCalls, dynamoTable } from './dynamodb-table.ts';
import type { Environment } from './environment.ts';
import { s3Calls } from './s3-calls.ts';
import { s3Files } from './s3-files.ts';

/** What somebody with credentials of their own does in the account, beside the functions that run there. */
export interface OperatorOnAws {
  /** A stack that was deployed: its account, and what it says of itself. */
  stack(name: string): Promise<{ readonly account: string; readonly outputs: ReadonlyMap<string, string> } | undefined>;
  table(name: string): Table;
  files(bucket: string): Files;
  /** An account for a mailbox; the first password goes there. */
  createAccount(poolId: string, mailbox: string): Promise<'created' | 'was there'>;
}

/** The credentials are whatever the SDK finds, as the AWS CLI does: variables, a profile, a sign-in through the browser. */
export function operatorOnAws(region: string, env: Environment): OperatorOnAws {
  const at = (endpoint = env.AWS_ENDPOINT_URL): AwsSettings => ({
    region,
    credentials: defaultProvider(),
    ...(endpoint ? { endpoint } : {}),
  });
  const formation = formCalls({ name: 'cloudformation', version: '2010-05-15' }, at());
  const accounts = jsonCalls({ name: 'cognito-idp', target: 'AWSCognitoIdentityProviderService', json: '1.1' }, at());
  return {
    async stack(name) {
      try {
        const text = await told('CloudFormation', () => formation('DescribeStacks', { StackName: name }));
        return {
          account: /<StackId>arn:[\w-]+:cloudformation:[\w-]+:(\d+):/.exec(text)?.[1] ?? '',
          outputs: outputsIn(text),
        };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    table: (name) => dynamoTable(dynamoCalls(at(env.AWS_ENDPOINT_URL_DYNAMODB ?? env.AWS_ENDPOINT_URL)), name),
    files: (bucket) => s3Files(s3Calls({ ...at(env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL), bucket })),
    async createAccount(poolId, mailbox) {
      try {
        await told('Cognito', () => accounts('AdminCreateUser', invitation(poolId, mailbox)));
        return 'created';
      } catch (error) {
        if (error instanceof Error && isAwsError(error.cause, 'UsernameExistsException')) return 'was there';
        throw error;
      }
    },
  };
}

const invitation = (poolId: string, mailbox: string) => ({
  UserPoolId: poolId,
  Username: mailbox,
  DesiredDeliveryMediums: ['EMAIL'],
  UserAttributes: [
    { Name: 'email', Value: mailbox },
    { Name: 'email_verified', Value: 'true' },
  ],
});

/** Only the code of what went wrong is told: a message may repeat a mailbox. */
async function told<Answer>(service: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    throw new Error(`${service} refused: ${cause instanceof Error ? cause.name : 'unknown'}`, { cause });
  }
}

/** CloudFormation has no code of its own for it. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  isAwsError(error.cause, 'ValidationError') &&
  error.cause.message.includes('does not exist');

const outputsIn = (xml: string): ReadonlyMap<string, string> => {
  const pairs = xml.matchAll(/<OutputKey>([^<]*)<\/OutputKey>\s*<OutputValue>([^<]*)<\/OutputValue>/g);
  return new Map(Array.from(pairs, ([, key = '', value = '']) => [key, value]));
};
