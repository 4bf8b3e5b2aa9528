import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Need } from '#catalogue';
import type { Touches } from '../touches.ts';

/** The things that functions stand on, as names and ARNs. */
export interface Place {
  readonly region: string;
  readonly tableName: string;
  readonly tableArn: string;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Newest first. */
  readonly linkKeyIds: string;
  readonly linkKeyArns: readonly string[];
  readonly configurationSet: string;
  /** Identities and configuration sets that a mail may go by. */
  readonly mailArns: readonly string[];
  readonly from: string;
  readonly fromAddress: string;
  readonly shareOfRate: number;
  readonly baseUrl: string;
  readonly front: string;
  readonly stateMachineArn: string;
  readonly sendName: string;
  readonly sendArn: string;
  readonly exportFilesName: string;
  readonly exportFilesArn: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** What the variables of `variablesOf` are set to. */
export const valuesAt = (place: Place): { readonly [variable: string]: string } => ({
  EXCHANGE_TABLE: place.tableName,
  EXCHANGE_BUCKET: place.bucketName,
  EXCHANGE_LINK_KEY: place.linkKeyIds,
  EXCHANGE_CONFIGURATION_SET: place.configurationSet,
  EXCHANGE_FROM: place.from,
  EXCHANGE_RATE_SHARE: String(place.shareOfRate),
  EXCHANGE_URL: place.baseUrl,
  EXCHANGE_FRONT: place.front,
  EXCHANGE_STATE_MACHINE: place.stateMachineArn,
  EXCHANGE_SEND: place.sendName,
  EXCHANGE_EXPORT_FILES: place.exportFilesName,
  EXCHANGE_ISSUER: place.issuer,
  EXCHANGE_CLIENT_ID: place.clientId,
});

type Conditions = { readonly [operator: string]: { readonly [key: string]: unknown } };

const statement =
  (effect: Effect) =>
  (actions: readonly string[], resources: readonly string[], conditions: Conditions = {}, because?: string): Right => ({
    statement: new PolicyStatement({
      effect,
      actions: [...actions],
      resources: [...resources],
      conditions: { ...conditions },
    }),
    ...(because === undefined ? {} : { because }),
  });
const allow = statement(Effect.ALLOW);
const deny = statement(Effect.DENY);

export interface Right {
  readonly statement: PolicyStatement;
  /** Why a resource in it ends in a wildcard. */
  readonly because?: string;
}

const writing = (place: Place, prefix: string): Right =>
  allow(
    ['s3:PutObject', 's3:AbortMultipartUpload'],
    [inFiles(place, prefix)],
    {},
    'Files of one folder, which is theirs.',
  );

/** What each need allows, and no more. */
export const rightsOf: { readonly [need in Need]: (place: Place, touches: Touches) => readonly Right[] } = {
  table: (place, touches) => [...ofTable(place, touches), ofKey(place, 'dynamodb', ['kms:Encrypt'])],
  files: (place) => [
    allow(['s3:GetObject'], [inFiles(place, '*')], {}, 'Any file of the one bucket, to read.'),
    // Without it S3 answers "forbidden" for a file that is not there.
    allow(['s3:ListBucket'], [place.bucketArn]),
    ofKey(place, 's3'),
  ],
  rosters: (place) => [
    allow(
      ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      ['rosters/*', 'cycles/*', 'checked/*'].map((prefix) => inFiles(place, prefix)),
      {},
      'Files of one folder, which is theirs.',
    ),
  ],
  snapshots: (place) => [writing(place, 'cycles/*')],
  digests: (place) => [writing(place, 'audit/*')],
  exports: (place) => [
    // A link opens what its maker may read.
    allow(
      ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
      [inFiles(place, 'exports/*')],
      {},
      'Files of one folder, which is theirs.',
    ),
    ofKey(place, 's3'),
  ],
  'link key name': () => [],
  'link key': ({ linkKeyArns }) => [
    allow(['kms:GenerateMac'], linkKeyArns, { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } }),
  ],
  allowance: ({ region }) => [askTheQuota(region)],
  mailer: ({ mailArns, fromAddress, region, tableArn }) => [
    allow(['ses:SendRawEmail'], mailArns, { StringEquals: { 'ses:FromAddress': fromAddress } }),
    askTheQuota(region),
    // A restored table has another identity, and then no mail leaves.
    allow(['dynamodb:DescribeTable'], [tableArn]),
  ],
  letters: () => [],
  front: () => [],
  workflow: ({ stateMachineArn }) => [
    allow(['states:DescribeStateMachine', 'states:StartExecution'], [stateMachineArn]),
    allow(
      ['states:DescribeExecution', 'states:StopExecution'],
      [`${stateMachineArn.replace(':stateMachine:', ':execution:')}:*`],
      {},
      'An execution is named for its cycle and generation when it is started.',
    ),
  ],
  nudge: ({ sendArn }) => [allow(['lambda:InvokeFunction'], [sendArn])],
  'file order': ({ exportFilesArn }) => [allow(['lambda:InvokeFunction'], [exportFilesArn])],
  issuer: () => [],
};

const askTheQuota = (region: string) =>
  allow(
    ['ses:GetSendQuota'],
    ['*'],
    { StringEquals: { 'aws:RequestedRegion': region } },
    'Three numbers of the account: how much mail it may send knows no resource.',
  );

const inFiles = ({ bucketArn }: Place, name: string): string => `${bucketArn}/${name}`;

/** Through the service that keeps what the key locks, and never by itself. */
const ofKey = ({ keyArn, region }: Place, service: 'dynamodb' | 's3', more: readonly string[] = []) =>
  allow(['kms:Decrypt', 'kms:GenerateDataKey', ...more], [keyArn], {
    StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
  });

const JOURNALS = ['J#*'];
const KEPT = ['A#*'];

function ofTable({ tableArn }: Place, touches: Touches): Right[] {
  // A request that names no partition would pass "for all values", so it must name one.
  const within = (patterns: readonly string[]): Conditions => ({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
  const anyOf = (patterns: readonly string[]): Conditions => ({
    'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': patterns },
  });
  const some = (actions: readonly string[], patterns: readonly string[]) =>
    patterns.length > 0 ? [allow(actions, [tableArn], within(patterns))] : [];
  return [
    ...some(['dynamodb:GetItem', 'dynamodb:Query'], touches.reads),
    ...some(['dynamodb:PutItem'], touches.writes),
    ...some(['dynamodb:BatchWriteItem'], touches.batches),
    ...some(['dynamodb:DeleteItem'], touches.removes),
    // Whatever else comes to be allowed: a journal is appended to, one conditional put after the other.
    deny([...CHANGING, ...(touches.appendsToJournals ? [] : ['dynamodb:PutItem'])], [tableArn], anyOf(JOURNALS)),
    deny(['dynamodb:DeleteItem', 'dynamodb:UpdateItem'], [tableArn], anyOf(KEPT)),
    // These name no partition, or can be made not to.
    deny([...UNBOUND], [tableArn]),
  ];
}

const CHANGING = ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'] as const;
const UNBOUND = [
  'dynamodb:Scan',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
] as const;
