import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { simpleParser } from 'mailparser';
import * as z from 'zod/mini';
import { dynamoCalls, dynamoTable } from '#adapters/dynamodb-table.ts';
import { kmsLinkKey } from '#adapters/kms-link-key.ts';
import { s3Calls } from '#adapters/s3-calls.ts';
import { s3Files } from '#adapters/s3-files.ts';
import { sesCalls } from '#adapters/ses-allowance.ts';
import { stepFunctions } from '#adapters/step-functions.ts';
import { compose } from '#compose';
import { silentLog } from '#edge/log.ts';
import type { Letter, Table } from '#ports';
import { readMail } from '#records/outbox.ts';
import { countingIds, testSettings } from '#test/support/ground.ts';
import type { Host } from '#test/support/small-cycle.ts';
import type { Handed } from './account.ts';
import type { Cloud } from './cloud.ts';

const Beat = z.object({ finished: z.int(), woken: z.int() });
const Sent = z.object({ sent: z.int() });
const MOST_BEATS = 50;

/**
 * The cloud as a story sees it. Whoever does a deed stands outside and writes to the same table through our adapters, as a function
 * would; everything that follows (jobs, mail, waiting, waking) is done by what was deployed.
 */
export async function hostOn(cloud: Cloud) {
  const variables = { ...(await cloud.environmentOf('console-launch')), ...(await cloud.environmentOf('send')) };
  const variable = (name: string): string => {
    const value = variables[name];
    if (value === undefined) throw new Error(`no deployed function is told ${name}`);
    return value;
  };
  const { region, endpoint, credentials } = cloud.account;
  const client = { region, endpoint, credentials };
  const aws = { region, endpoint, credentials: async () => credentials };
  const base = variable('EXCHANGE_URL');
  const bucket = variable('EXCHANGE_BUCKET');
  // What an operator does: proves the domain that mails come from.
  await sesCalls(aws)('VerifyDomainIdentity', { Domain: 'province.example' });
  const table = dynamoTable(dynamoCalls(aws), variable('EXCHANGE_TABLE'));
  const ground = {
    table,
    files: s3Files(s3Calls({ ...aws, bucket })),
    clock: {
      now: () => new Date(cloud.now()).toISOString(),
      moveTo: async (moment: string) => {
        await cloud.moveTo(Date.parse(moment));
        return true;
      },
    },
    ids: countingIds(),
    linkKey: kmsLinkKey(aws, [variable('EXCHANGE_LINK_KEY')]),
    mailer: { hand: sentByNobody, rate: sentByNobody },
  };
  const sfn = new SFNClient(client);
  const workflow = stepFunctions(aws, variable('EXCHANGE_STATE_MACHINE'));
  /** How an execution ended, the states it went through, and how often a task failed. */
  const courseOf = async (name: string) => {
    const executionArn = `${variable('EXCHANGE_STATE_MACHINE').replace(':stateMachine:', ':execution:')}:${name}`;
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    const faults = events.filter(({ type }) => type === 'TaskFailed').length;
    return { status, faults, states: events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []) };
  };
  const settings = { ...testSettings, baseUrl: base, log: silentLog };
  const exchange = compose({ ...ground, workflow, log: silentLog, pause: sentByNobody }, settings);
  const host: Host = { exchange, ground, settle: () => settle(cloud), moveClock: ground.clock.moveTo };
  /** A browser's address bar: from a path on, at the base of links. A link to a file is followed, with nothing of ours in hand. */
  const pages = {
    request: async (path: string, init?: RequestInit) => {
      const answer = await cloud.pages.request(new URL(path, base).href, init);
      const next = answer.headers.get('location') ?? '';
      return next.startsWith(`${endpoint}/${bucket}/`) ? fetch(next) : answer;
    },
  };
  return {
    host,
    base,
    table,
    pages,
    workflow,
    courseOf,
    letters: async () => lettersOf(table, await cloud.account.letters()),
  };
}

const sentByNobody = async (): Promise<never> => {
  throw new Error('only what was deployed sends mail');
};

/** The timer goes off until nobody finds anything to do. */
async function settle(cloud: Cloud): Promise<void> {
  for (let beats = 0; beats < MOST_BEATS; beats++) {
    await cloud.idle();
    const { length } = cloud.lambdas.invocations;
    const beat = await cloud.call('watch');
    if (beat.failed) throw new Error(`the watch failed: ${beat.body}`);
    await cloud.idle();
    const sent = cloud.lambdas.invocations
      .slice(length)
      .map(({ name, outcome }) =>
        name.endsWith('-send') && !outcome.failed ? Sent.parse(JSON.parse(outcome.body)).sent : 0,
      )
      .reduce((sum, n) => sum + n, 0);
    const { finished, woken } = Beat.parse(JSON.parse(beat.body));
    if (finished + woken + sent === 0) return;
  }
}

const MAIL_TAG = 'mail-id';

const lettersOf = (table: Table, handed: readonly Handed[]): Promise<Letter[]> =>
  Promise.all(handed.map((letter) => letterOf(table, letter)));

/** As the spool of one machine would show it. */
async function letterOf(table: Table, { at, to, raw, tags }: Handed): Promise<Letter> {
  const id = tags[MAIL_TAG] ?? '';
  const mail = await readMail(table, id);
  if (!mail) throw new Error('a letter came whose mail is not in the outbox');
  const { subject = '', text = '', html, from } = await simpleParser(raw);
  const sender = from?.value[0];
  return {
    id,
    kind: mail.mail.kind,
    to: to[0] ?? '',
    from: { name: sender?.name ?? '', address: sender?.address ?? '' },
    subject,
    text,
    html: html || '',
    links: text.match(/https:\/\/\S+/g) ?? [],
    language: '',
    at: new Date(at).toISOString(),
  };
}
