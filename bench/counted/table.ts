import type { Prices } from '../prices.ts';
import { billed, costsOf } from './costs.ts';
import type { Counts, Measured } from './counts.ts';
import { invocationsOf, type Loop, stretched, transitionsOf, type Weight } from './loop.ts';
import type { Size } from './town.ts';

/** Of the sources that domain.md names: a ward as in Vinh, Nghệ An in 2020, two of five members in the country. */
const PLACES = [
  { name: 'a ward', committees: 36, members: 2_000 },
  { name: 'a province', committees: 3_801, members: 80_000 },
  { name: 'the nation', committees: 300_000, members: 2_200_000 },
] as const;

/** What stands in an account whether a cycle runs or not. */
export const STANDING = { keys: 2, alarms: 22, alarmMetrics: 34, rules: 4, secrets: 1 } as const;
const BEATS_A_MONTH = 30 * 24 * 12;

export interface Counted {
  readonly measured: Measured;
  readonly loop: Loop;
  readonly of: Size;
  readonly weight: Weight;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const dollars = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: value < 1 ? 3 : 2 });
const exact = (value: number): string => String(Number(value.toPrecision(3)));

/** What a cycle costs, for the README: from the counts and the prices, and from nothing else. */
export function costTable({ measured, loop, of, weight }: Counted, prices: Prices): string {
  const rows = PLACES.map(({ name, committees, members }) => {
    const size = { committees, members: members / committees };
    const its = stretched(loop, of, { committees, mornings: 0 }, weight);
    const counts = billed(measured.model, size, { transitions: transitionsOf(its), invocations: invocationsOf(its) });
    const { mail, sum, written, read, transitions, invocations, seconds } = costsOf(
      counts,
      prices,
      prices.ses.perThousandOnPlanNone,
    );
    const dearer = costsOf(counts, prices, prices.ses.perThousandOnEssentials).sum;
    return [
      `${name}: ${whole(committees)} committees, ${whole(members)} members`,
      `${whole(counts.mails)}: ${dollars(mail)}`,
      `${whole(counts.write)} + ${whole(counts.read)}: ${dollars(written + read)}`,
      `${whole(counts.transitions)}: ${dollars(transitions)}`,
      `${whole(counts.invocations + counts.beside)}: ${dollars(invocations + seconds)}`,
      `**${dollars(sum)}**`,
      dollars(dearer),
    ];
  });
  return tableOf(
    [
      'A cycle of 40 days',
      'Mails',
      'Units written + read',
      'Transitions',
      'Calls of functions',
      'Dollars',
      'On "Essentials"',
    ],
    rows,
  );
}

/** The arithmetic behind it, line by line. */
export function arithmetic({ measured: { model } }: Counted, prices: Prices): string {
  const line = (name: keyof Counts, what: string, price: string) =>
    `- **${what}**: ${exact(model.fixed[name])} + ${exact(model.committee[name])} a committee + ${exact(model.member[name])} a member; ${price}.`;
  const { ses, dynamoDb, stepFunctions, lambda } = prices;
  return [
    line(
      'mails',
      'Mails',
      `${dollars(ses.perThousandOnPlanNone)} a thousand on plan NONE, ${dollars(ses.perThousandOnEssentials)} on "Essentials"`,
    ),
    line('write', 'Units written', `${dollarsExactly(dynamoDb.perMillionWriteUnits)} a million`),
    line('read', 'Units read', `${dollarsExactly(dynamoDb.perMillionReadUnits)} a million`),
    `- **Transitions**: 3 waits + 3 passes + shards + 2 tasks + 2 sends + 4, whatever the members; ${stepFunctions.perMillionTransitions} a million.`,
    `- **Calls of functions**: by the workflow 1 + waits + passes + tasks + sends, by pages, by the queue of what is told of mails and by the nights ${exact(model.fixed.beside)} + ${exact(model.committee.beside)} a committee; ${dollarsExactly(lambda.perMillionInvocations)} a million, and ${lambda.perGigabyteSecond} a gigabyte second: one for each thousand calls of the table, and the time that senders wait for the pace (11.2 mails a second).`,
  ].join('\n');
}

const dollarsExactly = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 });

/** What there is to pay each month. */
export function monthly({ measured }: Counted, { monthly: each, dynamoDb, lambda }: Prices): string {
  const heartbeat =
    (BEATS_A_MONTH * measured.small.heartbeat * dynamoDb.perMillionReadUnits) / 1_000_000 +
    (BEATS_A_MONTH * 2 * lambda.perMillionInvocations) / 1_000_000;
  const { keys, alarms, alarmMetrics, rules, secrets } = STANDING;
  return tableOf(
    ['Each month', 'Dollars'],
    [
      [`${keys} keys, of the store and of the links`, dollars(keys * each.kmsKey)],
      [`${alarms} alarms, which look at ${alarmMetrics} metrics`, dollars(alarmMetrics * each.alarmMetric)],
      [
        `heartbeat: ${whole(BEATS_A_MONTH)} × ${measured.small.heartbeat} units read, and twice as many calls`,
        dollars(heartbeat),
      ],
      [`with a domain: the firewall and its ${rules} rules`, dollars(each.webAcl + rules * each.webAclRule)],
      [`with a domain: CloudFront's key`, dollars(secrets * each.secret)],
    ],
  );
}

/** Said beside the counts, so that nobody takes them for the whole bill. */
export const NOT_COUNTED = [
  '**Not in these counts**: page visits, but for what a form writes; mails to members (one with a mailbox is one mail more); requests',
  'to KMS, S3, SNS and SQS; the logs, traces and dashboard of CloudWatch.',
].join('\n');

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
