import { describe, expect, it } from 'vitest';
import { catalogue, variablesOf } from '#catalogue';
import { allowed, functionsIn, type Made, may, ofType, partitionsOf, type Statement, told } from './synthesised.ts';

const TRACES = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const READS = ['dynamodb:GetItem', 'dynamodb:Query'];
const KEEPS = [...READS, 'dynamodb:DeleteItem', 'dynamodb:PutItem'];
const GATHERS = [...KEEPS, 'dynamodb:BatchWriteItem'];
const KEY = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];
const FILES = ['s3:GetObject', 's3:ListBucket'];
const WORKFLOW = [
  'states:DescribeExecution',
  'states:DescribeStateMachine',
  'states:StartExecution',
  'states:StopExecution',
];
const NUDGE = ['lambda:InvokeFunction'];
const DEAD = ['sqs:SendMessage'];
const QUEUE = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const WRITES_FILES = ['s3:AbortMultipartUpload', 's3:PutObject'];
const EXPORTS = [...WRITES_FILES, 's3:GetObject'];

/** Every action of every function, beside traces, logs and the customer's key. */
const MAY: { readonly [name: string]: readonly string[] } = {
  console: [...KEEPS, ...FILES, ...NUDGE],
  'console-cycle': [...KEEPS, ...FILES, 'ses:GetSendQuota', ...WORKFLOW, ...NUDGE],
  'console-request': [...GATHERS, ...FILES, ...NUDGE],
  'console-roster': [...GATHERS, ...FILES, ...WRITES_FILES, 's3:DeleteObject', ...NUDGE],
  'console-import': [...GATHERS, ...FILES, ...WRITES_FILES, 's3:DeleteObject', ...NUDGE],
  'console-launch': [
    ...GATHERS,
    ...FILES,
    ...WRITES_FILES,
    's3:DeleteObject',
    'ses:GetSendQuota',
    ...WORKFLOW,
    ...NUDGE,
  ],
  'console-mail': [...READS, 'dynamodb:PutItem', ...FILES, ...NUDGE],
  'console-answer': [...GATHERS, ...NUDGE],
  'console-reading': [...KEEPS, ...NUDGE],
  'console-files': [...KEEPS, ...EXPORTS, ...NUDGE],
  'export-files': [...KEEPS, ...EXPORTS, ...DEAD],
  'sign-in': [...READS, 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
  plan: KEEPS,
  ask: [...KEEPS, ...FILES],
  remind: [...KEEPS, ...FILES],
  send: [...KEEPS, 'dynamodb:DescribeTable', 'kms:GenerateMac', 'ses:GetSendQuota', 'ses:SendRawEmail', ...DEAD],
  assemble: [...KEEPS, ...FILES],
  deliver: [...KEEPS, ...FILES],
  door: [...KEEPS, ...NUDGE],
  respond: [...GATHERS, ...NUDGE],
  confirm: [...GATHERS, ...FILES, ...NUDGE],
  'confirm-answer': [...GATHERS, ...NUDGE],
  evaluations: [...KEEPS, ...NUDGE],
  'evaluation-files': [...KEEPS, ...EXPORTS, ...NUDGE],
  member: [...GATHERS, ...NUDGE],
  front: [...READS, 'dynamodb:PutItem', ...NUDGE],
  watch: [...KEEPS, ...WORKFLOW, ...NUDGE, ...DEAD],
  digest: [...READS, ...FILES, ...WRITES_FILES, ...DEAD],
  yearly: [...GATHERS, ...FILES, ...WRITES_FILES, ...WORKFLOW, ...DEAD],
  'mail-events': [...KEEPS, ...QUEUE],
};

/** Each asks at every request who it is that asks. */
const CONSOLE = [
  'console',
  ...['answer', 'cycle', 'files', 'import', 'launch', 'mail', 'reading', 'request', 'roster'].map(
    (room) => `console-${room}`,
  ),
];

/** Who may read what is closest to people. */
const READERS: { readonly [partition: string]: readonly string[] } = {
  'A#*': [
    'confirm',
    'confirm-answer',
    'console-answer',
    'console-cycle',
    'console-files',
    'console-reading',
    'evaluation-files',
    'evaluations',
    'export-files',
    'member',
    'respond',
  ],
  'EXPORT#*': ['console-files', 'export-files'],
  'SESSION#*': [
    ...['confirm', 'confirm-answer', ...CONSOLE, 'door'],
    ...['evaluation-files', 'evaluations', 'member', 'respond', 'sign-in'],
  ],
  'TOKEN#*': ['door', 'send'],
  'CODE#*': ['door'],
  // A cycle launches itself only in the name of somebody who may launch one.
  PEOPLE: [...CONSOLE, 'sign-in', 'yearly'],
  'INVITATION#*': ['console', 'sign-in'],
  INVITED: ['console', 'sign-in'],
  'ACCOUNT#*': ['sign-in'],
  'LOGIN#*': ['sign-in'],
};

const denied = (statements: readonly Statement[]) => statements.filter(({ effect }) => effect === 'Deny');

/** Everything that ends in a wildcard. */
const WILD = [
  /^\*$/,
  /^<StoreFiles\w+\.Arn>\/(?:(?:rosters|cycles|checked|audit|exports)\/)?\*$/,
  /^arn:aws:states:[\w-]+:<AWS::AccountId>:execution:exchange-sample:\*$/,
];
/** Actions that know no resource. */
const NOWHERE = [...TRACES, 'ses:GetSendQuota'];

export const grants = (made: () => Made) => {
  const functions = () => functionsIn(made().sample);

  describe('grants', () => {
    it('are one role for each function of the catalogue, and no managed policy', () => {
      expect(
        functions()
          .map(({ name }) => name)
          .sort(),
      ).toEqual(catalogue.map(({ name }) => name).sort());
      expect(new Set(functions().map(({ roleId }) => roleId)).size).toBe(catalogue.length);
      for (const { properties } of ofType(made().sample, 'IAM::Role'))
        expect(properties.ManagedPolicyArns ?? []).toEqual([]);
    });

    it.each(catalogue.map(({ name }) => name))('of %s are the actions it needs', (name) => {
      const { statements = [] } = functions().find((one) => one.name === name) ?? {};
      const actions = new Set(allowed(statements).flatMap((one) => one.actions));
      for (const common of [...TRACES, ...LOGS, ...KEY, 'sqs:GetQueueUrl']) actions.delete(common);
      expect([...actions].sort()).toEqual([...new Set(MAY[name])].sort());
    });

    it.each(catalogue)('of $name come with the variables it needs, and no other', ({ name, needs }) => {
      const { variables = {} } = functions().find((one) => one.name === name) ?? {};
      expect(Object.keys(variables).sort()).toEqual(
        [...new Set(['NODE_OPTIONS', ...needs.flatMap((need) => variablesOf[need])])].sort(),
      );
    });

    it('name the partitions of the table, whatever is asked of it', () => {
      for (const { statements } of functions())
        for (const statement of allowed(statements)) {
          const onItems = statement.actions.filter((action) => /^dynamodb:(?!DescribeTable)/.test(action));
          if (onItems.length === 0) continue;
          expect(partitionsOf(statement).length).toBeGreaterThan(0);
          for (const partition of partitionsOf(statement)) expect(partition).toMatch(/^[A-Z]+(?:#\*)*$/);
          expect(statement.conditions.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
        }
    });

    it('leave a journal to be appended to, and what was said to be kept', () => {
      for (const { name, statements } of functions()) {
        const on = (partition: string) =>
          denied(statements)
            .filter(
              ({ conditions }) => String(conditions['ForAnyValue:StringLike']?.['dynamodb:LeadingKeys']) === partition,
            )
            .flatMap(({ actions }) => actions);
        expect(on('J#*'), name).toEqual(
          expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']),
        );
        expect(on('A#*'), name).toEqual(expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem']));
        expect(may(statements, 'dynamodb:DeleteItem').filter((one) => /^(?:J|A|EV)#/.test(one))).toEqual([]);
        const unbound = denied(statements).filter(({ conditions }) => Object.keys(conditions).length === 0);
        expect(unbound.flatMap(({ actions }) => actions)).toContain('dynamodb:Scan');
      }
    });

    it('let none who never writes to a journal put anything there', () => {
      for (const name of ['console', 'console-import', 'console-mail', 'digest', 'door', 'front', 'sign-in']) {
        const { statements = [] } = functions().find((one) => one.name === name) ?? {};
        expect(denied(statements).flatMap(({ actions }) => actions)).toContain('dynamodb:PutItem');
        expect(may(statements, 'dynamodb:PutItem').filter((one) => one.startsWith('J#'))).toEqual([]);
      }
    });

    it.each(Object.entries(READERS))('let %s be read by whom it concerns', (partition, expected) => {
      const readers = functions().filter(({ statements }) => may(statements, 'dynamodb:GetItem').includes(partition));
      expect(readers.map(({ name }) => name).sort()).toEqual(expected);
    });

    it('let the ways in touch people, their ways in and their sessions, and nothing else', () => {
      const { statements = [] } = functions().find(({ name }) => name === 'sign-in') ?? {};
      const partitions = allowed(statements).flatMap(partitionsOf);
      expect([...new Set(partitions)].sort()).toEqual([
        'ACCOUNT#*',
        'FAILURES#*#*',
        'INVITATION#*',
        'INVITED',
        'LOGIN#*',
        'PEOPLE',
        'SESSION#*',
      ]);
    });

    it('let mail go by our own domain and set, from our own address', () => {
      const [rule] = functions().flatMap(({ statements }) =>
        statements.filter(({ actions }) => actions.includes('ses:SendRawEmail')),
      );
      const arn = 'arn:aws:ses:ap-southeast-1:<AWS::AccountId>';
      expect(rule?.resources).toEqual([`${arn}:configuration-set/exchange-sample`, `${arn}:identity/province.example`]);
      expect(rule?.conditions).toEqual({ StringEquals: { 'ses:FromAddress': 'nhanxet@province.example' } });
    });

    it('let links be made by who sends them, with the keys for links', () => {
      const makers = functionsIn(made().own).filter(({ statements }) =>
        statements.some(({ actions }) => actions.includes('kms:GenerateMac')),
      );
      expect(makers.map(({ name }) => name)).toEqual(['send']);
      const [rule] = makers[0]?.statements.filter(({ actions }) => actions.includes('kms:GenerateMac')) ?? [];
      expect(rule?.resources).toEqual([
        expect.stringMatching(/^<LinkKeysKey1\w+\.Arn>$/),
        expect.stringMatching(/^<LinkKeysKey2\w+\.Arn>$/),
      ]);
    });

    it('let what makes files of evaluations touch files in one folder only', () => {
      const makers = functions().filter(({ name }) => name.endsWith('-files'));
      expect(makers).toHaveLength(3);
      for (const { statements } of makers) {
        const onFiles = allowed(statements).filter(({ actions }) => actions.some((action) => action.startsWith('s3:')));
        expect(onFiles.flatMap(({ resources }) => resources)).toEqual([
          expect.stringMatching(/^<StoreFiles\w+\.Arn>\/exports\/\*$/),
        ]);
      }
    });

    it('hold no wildcard beyond those with a reason', () => {
      for (const { properties } of ofType(made().sample, 'IAM::Policy'))
        for (const { Effect, Action, Resource } of properties.PolicyDocument.Statement) {
          if (Effect === 'Deny') continue;
          for (const action of [Action].flat()) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
          for (const resource of [Resource]
            .flat()
            .map(told)
            .filter((one) => one.includes('*'))) {
            expect(
              WILD.some((known) => known.test(resource)),
              resource,
            ).toBe(true);
            if (resource === '*')
              for (const action of [Action].flat()) expect([...NOWHERE, ...DELIVERY]).toContain(action);
          }
        }
    });

    it('fit into what IAM takes for a role', () => {
      for (const { properties } of ofType(made().own, 'IAM::Policy'))
        expect(JSON.stringify(properties.PolicyDocument).length).toBeLessThan(9_500);
    });
  });
};

/** Step Functions' delivery of logs, as AWS documents it. */
const DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];
