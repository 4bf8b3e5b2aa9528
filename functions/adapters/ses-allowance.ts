import type { Clock } from '#ports';
import { type AwsSettings, type FormCalls, formCalls } from './aws-calls.ts';
import { tagIn } from './xml.ts';

export interface SesAllowance {
  readonly perSecond: number;
  readonly leftToday: number;
  /** A new account: mail reaches verified addresses only. */
  readonly sandbox: boolean;
}

const MINUTE = 60_000;

/** What every new account may do, and no other. */
const SANDBOX = { perDay: 200, perSecond: 1 } as const;

export const sesCalls = (settings: AwsSettings): FormCalls =>
  formCalls({ name: 'ses', host: 'email', version: '2010-12-01' }, settings);

/**
 * What the account may send, asked once a minute. For whoever forecasts too, and so apart from the making of messages. `share`: the
 * part of the rate that is ours, where others send from the same account; the day's quota tells what all of them have used.
 */
export function sesAllowance(call: FormCalls, clock: Clock, share = 1): () => Promise<SesAllowance> {
  const ask = async (): Promise<SesAllowance> => {
    const said = await call('GetSendQuota', {});
    const figure = (name: string): number => Number(tagIn(said, name) ?? 0);
    const [perDay, perSecond, sent] = [figure('Max24HourSend'), figure('MaxSendRate'), figure('SentLast24Hours')];
    return {
      perSecond: perSecond * share,
      // -1 is an account without a limit.
      leftToday: perDay < 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(perDay - sent)),
      sandbox: perDay >= 0 && perDay <= SANDBOX.perDay && perSecond <= SANDBOX.perSecond,
    };
  };
  let known: { readonly until: number; readonly answer: Promise<SesAllowance> } | undefined;
  return () => {
    const now = Date.parse(clock.now());
    if (known && now < known.until) return known.answer;
    const answer = ask();
    known = { until: now + MINUTE, answer };
    answer.catch(() => {
      if (known?.answer === answer) known = undefined;
    });
    return answer;
  };
}
