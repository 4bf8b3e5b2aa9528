import { type Asked, commandFor, type Figure, rounded } from './figure.ts';
import { type Paced, sendPaced } from './paced-mail.ts';

const RATES = [14, 50, 500] as const;
const REACH = 1.05;
/** A province's committees. */
const MAILS = 8_000;
/** With a death in the middle: what takes five minutes, for a claim of the dead ends after two. */
const MINUTES = 5;
/** Through the service's own client: as much as leaves in so many seconds, to see that it changes nothing. */
const THROUGH_CLIENT = 5;

const keepsUp = (paced: Paced): boolean => paced.ratio <= REACH && paced.lost === 0 && paced.doubled === 0;

export interface Sizes {
  readonly mails: number;
  /** Where five minutes would send more than so many, nobody is killed. */
  readonly killed: number;
  /** Seconds. */
  readonly throughClient: number;
}

/** 6: so many mails, against an Amazon SES that keeps its rate, in virtual time. */
export async function mailRate(
  { progress }: Asked,
  { mails, killed, throughClient }: Sizes = { mails: MAILS, killed: 120_000, throughClient: THROUGH_CLIENT },
): Promise<Figure> {
  const runs: { readonly [name: string]: Paced }[] = [];
  for (const perSecond of RATES) {
    const inMinutes = Math.round(perSecond * 0.8 * 60 * MINUTES);
    const run = {
      whole: await sendPaced(mails, perSecond, { bare: true }),
      ...(inMinutes <= killed && { killed: await sendPaced(inMinutes, perSecond, { bare: true, kill: true }) }),
      through_client: await sendPaced(Math.round(perSecond * 0.8 * throughClient), perSecond),
    };
    progress(`6: at ${perSecond} a second ${JSON.stringify(run)}`);
    runs.push(run);
  }
  const all = runs.flatMap((run) => Object.values(run));
  return {
    figure: 6,
    title: 'time to send C mails ÷ (C ÷ paced rate of 80 % of 14, 50, 500 a second), also with a kill in the middle',
    value: rounded(Math.max(...all.map(({ ratio }) => ratio)), 3),
    reach: `≤ ${REACH}, none lost, none doubled`,
    reference: '1.0',
    ok: all.every(keepsUp),
    command: commandFor(6),
    detail: {
      runs,
      note: 'a mail that SES had taken when its sender was killed before it could write so down is sent again with the same link: in_flight',
    },
  };
}
