import type { AwsSettings } from '#adapters/aws-calls.ts';
import { httpServer } from './http-server.ts';
import { type Quota, quotaAnswer, refusedAnswer, tagsIn, takenAnswer } from './ses-answers.ts';

export interface TakenMail {
  readonly to: string;
  readonly from: string;
  readonly raw: string;
  readonly configurationSet: string | null;
  /** By name. */
  readonly tags: { readonly [name: string]: string };
  readonly messageId: string;
  /** Real milliseconds. */
  readonly at: number;
}

export interface FakeSesRules {
  readonly quota?: Quota;
  /** Asked for each letter: a refusal as SES words it, or nothing. */
  readonly refuse?: (
    mail: TakenMail,
    n: number,
  ) => readonly [code: string, message: string, status?: number] | undefined;
}

/** As much of Amazon SES as a mailer speaks to, on a free loopback port: it keeps what it took and counts what it refused. */
export async function fakeSes(rules: FakeSesRules = {}) {
  const { perDay = 50_000, perSecond = 14, sent = 0 } = rules.quota ?? {};
  const taken: TakenMail[] = [];
  const counts = { asked: 0, refused: 0, quotas: 0 };
  const endpoint = await httpServer(({ body }, response) => {
    const form = new URLSearchParams(body.toString());
    const answer = (status: number, xml: string) => response.writeHead(status, { 'Content-Type': 'text/xml' }).end(xml);
    if (form.get('Action') === 'GetSendQuota') {
      counts.quotas += 1;
      return answer(200, quotaAnswer({ perDay, perSecond, sent }));
    }
    counts.asked += 1;
    const mail = mailOf(form, `msg-${counts.asked}`);
    const refusal = rules.refuse?.(mail, counts.asked);
    if (refusal) {
      counts.refused += 1;
      const [code, message, status = 400] = refusal;
      return answer(status, refusedAnswer(code, message));
    }
    taken.push(mail);
    return answer(200, takenAnswer(mail.messageId));
  });
  const credentials = async () => ({ accessKeyId: 'none', secretAccessKey: 'none' });
  const aws: AwsSettings = { endpoint, region: 'local', credentials };
  return { aws, endpoint, taken, counts };
}

function mailOf(form: URLSearchParams, messageId: string): TakenMail {
  return {
    to: form.get('Destinations.member.1') ?? '',
    from: form.get('Source') ?? '',
    raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString(),
    configurationSet: form.get('ConfigurationSetName'),
    tags: tagsIn(form),
    messageId,
    at: performance.now(),
  };
}
