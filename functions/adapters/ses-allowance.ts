import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Clock } from '#ports';

export interface SesAllowance {
  readonly perSecond: number;
  readonly leftToday: number;
  /** A new account: mail reaches verified addresses only. */
  readonly sandbox: boolean;
}

const MINUTE = 60_000;

/** What every new account may do, and no other. */
const SANDBOX = { perDay: 200, perSecond: 1 } as const;

/** What the account may send, asked once a minute. For whoever forecasts too, and so apart from the making of messages. */
export function sesAllowance(client: SESClient, clock: Clock): () => Promise<SesAllowance> {
  const ask = async (): Promise<SesAllowance> => {
    const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = await client.send(new GetSendQuotaCommand({}));
    return {
      perSecond: MaxSendRate,
      // -1 is an account without a limit.
      leftToday:
        Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(Max24HourSend - SentLast24Hours)),
      sandbox: Max24HourSend >= 0 && Max24HourSend <= SANDBOX.perDay && MaxSendRate <= SANDBOX.perSecond,
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
