import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as z from 'zod/mini';
import { variables } from '#adapters/environment.ts';
import { isLocalDate } from '#domain/calendar.ts';
import { readAddress } from '#domain/mail-address.ts';

/** What an installation is told about itself: the context `stages.<name>` of CDK. What is not asked for here is refused. */
const text = (pattern: RegExp, what: string) => z.string(what).check(z.regex(pattern, what));
const isAddress = (written: string): boolean => !('fault' in readAddress(written));
const address = z.string().check(z.refine(isAddress, 'is no mail address'));
const generation = z.int('is a number of generations').check(z.minimum(1), z.maximum(9));

const DATE = 'is a day of the calendar as YYYY-MM-DD';
const REGION = 'is not named: where the data lies is decided, never assumed';
/** Names are made for AWS's own partition; China, GovCloud and the sovereign clouds have others. */
const regions: ReadonlySet<string> = new Set(
  RegionInfo.regions.filter(({ partition }) => partition === 'aws').map(({ name }) => name),
);

const SHARE = 'is a part of the rate, from 0.05 to 1';

const LegalBasis = z.strictObject(
  {
    text: text(/\S.{9,}/s, 'says in a sentence what allows the processing'),
    date: z.string(DATE).check(z.refine(isLocalDate, DATE)),
    number: text(/^\S.{1,99}$/, 'is the number of the document'),
  },
  'is not recorded: who decided that this data is processed there, in which document',
);

const Settings = z.strictObject({
  region: z
    .string(REGION)
    .check(
      z.refine(
        (name) => regions.has(name),
        `is no region of AWS, such as ap-southeast-1; or it is newer than this CDK`,
      ),
    ),
  account: z.optional(text(/^\d{12}$/, 'is twelve digits')),
  legalBasis: LegalBasis,
  /** Of every mail. Its domain is proved to SES. */
  from: z
    .string('is whom mails come from: Name <address>')
    .check(z.refine((from) => variables.from.schema.safeParse(from).success, 'is no name and mail address')),
  /** Who is told by an alarm. */
  alarmsTo: z.array(address, 'is who hears alarms').check(z.minLength(1, 'is nobody: an alarm is heard')),
  /** With a name of its own, the pages stand behind CloudFront and its firewall; its certificate lies in us-east-1. */
  domain: z.optional(
    z.strictObject({
      name: text(/^(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'is a host name'),
      certificate: text(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'is a certificate of us-east-1'),
    }),
  ),
  /** After a restore: the table that was restored, on which everything stands from then on. */
  restoredTable: z.optional(text(/^[\w.-]{3,255}$/, 'is the name of a table')),
  /** The domain of `from` at SES, of which an account has one: a second stage with the same domain finds it `there`. */
  mailIdentity: z._default(z.enum(['made', 'there'], "is 'made' or 'there'"), 'made'),
  /** Of the account's sending rate, the part that is this stage's: all stages of an account together have 1. */
  shareOfRate: z._default(z.number(SHARE).check(z.minimum(0.05, SHARE), z.maximum(1, SHARE)), 1),
  /** While the account is in the sandbox of SES: mailboxes proved one by one, which may get the first letters. */
  sandboxMailboxes: z._default(z.array(address), []),
  /** Raised by one, there is a new key for links; the older ones go on serving theirs. */
  linkKeys: z._default(generation, 1),
  /** Raised by one, CloudFront shows a new key; the one before is taken until the next. */
  frontKeys: z._default(generation, 1),
});

const Stage = text(/^[a-z][a-z0-9-]{0,19}$/, 'is up to twenty small letters, digits and hyphens');

export type Settings = z.infer<typeof Settings>;
export type Configuration = Settings & { readonly stage: string };

/** The stage that comes with the sources, invented from end to end: to be looked at. */
const SAMPLE = 'sample';

export interface Context {
  readonly stage?: unknown;
  readonly stages?: unknown;
  /** Set where the result shall stand in an account. */
  readonly deploy?: unknown;
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export function readConfiguration({ stage: named = SAMPLE, stages, deploy }: Context): Configuration {
  const stage = parsed(Stage, named, 'stage');
  if (deploy !== undefined && stage === SAMPLE)
    throw new ConfigurationError(
      `The stage "${SAMPLE}" is invented, its legal basis too. Describe your own under "stages" in cdk.json and name it: -c stage=NAME`,
    );
  const all = parsed(z.record(z.string(), z.unknown()), stages, 'stages');
  if (!Object.hasOwn(all, stage))
    throw new ConfigurationError(`There is no stage "${stage}": cdk.json knows ${Object.keys(all).join(', ')}`);
  const settings = parsed(Settings, all[stage], `stages.${stage}`);
  expectToShare(stage, all);
  return { stage, ...settings };
}

/** As much as a stage must say to be known as one that sends from an account and region, or not. */
const Sending = z.object({
  region: z.string(),
  account: z.optional(z.string()),
  from: variables.from.schema,
  mailIdentity: z._default(z.string(), 'made'),
  shareOfRate: z._default(z.number(), 1),
});
type Sending = z.infer<typeof Sending> & { readonly stage: string };

/**
 * The rate of SES is an account's in a region, whatever domains it sends from. Each stage knows its own senders only, so each is told
 * its part, or together they send more than SES takes.
 */
function expectToShare(stage: string, stages: { readonly [name: string]: unknown }): void {
  if (stage === SAMPLE) return;
  const known = Object.entries(stages).flatMap(([name, written]): Sending[] => {
    const sending = Sending.safeParse(written).data;
    return name === SAMPLE || !sending ? [] : [{ ...sending, stage: name }];
  });
  const mine = known.filter((one) => one.stage === stage).map((one) => sendsFrom(one, known));
  const together = known.filter((one) => mine.includes(sendsFrom(one, known)));
  const sum = together.reduce((all, { shareOfRate }) => all + shareOfRate, 0);
  if (sum <= 1.0001) return;
  const names = together.map((one) => one.stage).sort();
  throw new ConfigurationError(
    `The stages ${names.join(', ')} send from one account: their "shareOfRate" are ${Number(sum.toFixed(2))} together, and may be 1, such as 0.5 for each of two. Where they are in two accounts, name the "account" of each.`,
  );
}

/**
 * The account and region that a stage sends from, as far as the stages say. One that names no account has that of the others with its
 * domain where one of them finds the identity `there`: an account has one of a domain. Else it is known to share with nobody.
 */
function sendsFrom(mine: Sending, all: readonly Sending[]): string {
  const { region, account, stage } = mine;
  if (account !== undefined) return `${account} ${region}`;
  const domain = domainOf(mine);
  const alike = all.filter((one) => one.region === region && domainOf(one) === domain);
  if (!alike.some(({ mailIdentity }) => mailIdentity === 'there')) return stage;
  const [named, ...others] = new Set(alike.flatMap((one) => one.account ?? []));
  return `${others.length > 0 ? domain : (named ?? domain)} ${region}`;
}

const domainOf = ({ from }: Sending): string => from.address.slice(from.address.lastIndexOf('@') + 1);

function parsed<T>(schema: z.ZodMiniType<T>, input: unknown, where: string): T {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => {
    const message = issue.code === 'unrecognized_keys' ? `knows no ${issue.keys.join(', ')}` : issue.message;
    return `  ${[where, ...issue.path.map(String)].join('.')}: ${message}`;
  });
  throw new ConfigurationError(`The configuration is not complete.\n${lines.join('\n')}`);
}
