import { cryptoIds } from '#adapters/crypto-ids.ts';
import type { OperatorOnAws } from '#adapters/operator-on-aws.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { type Invited, invite, renewedWords } from '#steps/people/invite.ts';
import type { Configuration } from './configuration.ts';
import { deployedStage } from './deployed-stage.ts';

export interface Wanted extends Pick<Invited, 'name' | 'by'> {
  /** Gets an account at the stage's own issuer, where it has none. */
  readonly mailbox?: string;
}

export interface Made {
  readonly link: string;
  readonly expiresAt: string;
  readonly account?: 'created' | 'was there';
  /** Said where somebody of that name is there already. */
  readonly renews?: string;
}

/** A one-time link into the console of a stage that was deployed, by whoever may write into its table. */
export async function inviteOnAws(
  operator: OperatorOnAws,
  configuration: Pick<Configuration, 'stage' | 'region' | 'account'>,
  { mailbox, ...invited }: Wanted,
): Promise<Made> {
  const output = await deployedStage(operator, configuration);
  const [baseUrl, tableName] = [output('Url'), output('TableName')];
  // First, because it is what may be refused; a link that is lost is only made again.
  const made = mailbox === undefined ? {} : { account: await operator.createAccount(output('UserPoolId'), mailbox) };
  const world = { table: operator.table(tableName), clock: systemClock, ids: cryptoIds };
  const { token, expiresAt, renewed } = await invite(world, invited);
  const renews = renewed ? { renews: renewedWords(renewed) } : {};
  return { link: `${baseUrl}/console/enter#${token}`, expiresAt, ...made, ...renews };
}
