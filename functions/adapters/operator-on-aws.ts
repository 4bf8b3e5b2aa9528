import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Table } from '#ports';
import { dynamoTable } from './dynamodb-table.ts';
import type { Environment } from './environment.ts';
import { type Credentials, Sha256 } from './signing.ts';

/** What somebody with credentials of their own does in the account, beside the functions that run there. */
export interface OperatorOnAws {
  /** A stack that was deployed: its account, and what it says of itself. */
  stack(name: string): Promise<{ readonly account: string; readonly outputs: ReadonlyMap<string, string> } | undefined>;
  table(name: string): Table;
  /** An account for a mailbox; the first password goes there. */
  createAccount(poolId: string, mailbox: string): Promise<'created' | 'was there'>;
}

const PATIENCE = 15_000;

/** The credentials are whatever the SDK finds, as the AWS CLI does: variables, a profile, a sign-in through the browser. */
export function operatorOnAws(region: string, env: Environment): OperatorOnAws {
  const endpoint = env.AWS_ENDPOINT_URL_DYNAMODB ?? env.AWS_ENDPOINT_URL;
  const dynamo = new DynamoDBClient({ region, ...(endpoint ? { endpoint } : {}) });
  const call = caller(region, () => dynamo.config.credentials(), env.AWS_ENDPOINT_URL);
  return {
    async stack(name) {
      const asked = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15', StackName: name });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { status, text } = await call('cloudformation', headers, String(asked));
      if (status === 400 && text.includes('does not exist')) return undefined;
      expectFine('CloudFormation', status, text);
      return {
        account: /<StackId>arn:[\w-]+:cloudformation:[\w-]+:(\d+):/.exec(text)?.[1] ?? '',
        outputs: outputsIn(text),
      };
    },
    table: (name) => dynamoTable(dynamo, name),
    async createAccount(poolId, mailbox) {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.AdminCreateUser',
      };
      const body = JSON.stringify({
        UserPoolId: poolId,
        Username: mailbox,
        DesiredDeliveryMediums: ['EMAIL'],
        UserAttributes: [
          { Name: 'email', Value: mailbox },
          { Name: 'email_verified', Value: 'true' },
        ],
      });
      const { status, text } = await call('cognito-idp', headers, body);
      if (status === 400 && text.includes('UsernameExistsException')) return 'was there';
      expectFine('Cognito', status, text);
      return 'created';
    },
  };
}

/** Two calls, signed: two clients more would be carried along for them. */
const caller =
  (region: string, credentials: Credentials, endpoint: string | undefined) =>
  async (service: string, headers: { readonly [name: string]: string }, body: string) => {
    const url = new URL(endpoint ?? `https://${service}.${region}.amazonaws.com`);
    const { protocol, hostname, port } = url;
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
    const { headers: signed } = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      ...(port ? { port: Number(port) } : {}),
      path: '/',
      query: {},
      headers: { host: url.host, ...headers },
      body,
    });
    const { host: _, ...sent } = signed;
    const answer = await fetch(url, { method: 'POST', headers: sent, body, signal: AbortSignal.timeout(PATIENCE) });
    return { status: answer.status, text: await answer.text() };
  };

/** Only the code of what went wrong: a message may repeat a mailbox. */
function expectFine(service: string, status: number, text: string): void {
  if (status === 200) return;
  const code = /<Code>(\w+)<|"__type":\s*"(?:[\w.]+#)?(\w+)"/.exec(text);
  throw new Error(`${service} answered ${status} ${code?.[1] ?? code?.[2] ?? ''}`.trim());
}

const outputsIn = (xml: string): ReadonlyMap<string, string> => {
  const pairs = xml.matchAll(/<OutputKey>([^<]*)<\/OutputKey>\s*<OutputValue>([^<]*)<\/OutputValue>/g);
  return new Map(Array.from(pairs, ([, key = '', value = '']) => [key, value]));
};
