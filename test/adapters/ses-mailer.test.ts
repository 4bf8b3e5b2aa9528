import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { sesMailer } from '#adapters/ses-mailer.ts';
import type { Letter } from '#ports';
import { type FakeSesRules, fakeSes } from '#test/support/fake-ses.ts';

const NOW = '2026-11-01T05:00:00.000Z';
const IN_AN_HOUR = '2026-11-01T06:00:00.000Z';
const TOMORROW = '2026-11-02T05:00:00.000Z';

const letter = (over: Partial<Letter> = {}): Letter => ({
  id: 'Kx1-mail_id-of-26-letters-',
  kind: 'request',
  to: 'cell-7@ward.example',
  from: { name: 'Đảng ủy phường Mẫu', address: 'exchange@ward.example' },
  replyTo: 'office@ward.example',
  subject: 'Phiếu xin ý kiến: 23 đảng viên',
  text: 'Mở phiếu: https://exchange.example/r#token',
  html: '<p>Mở phiếu</p>',
  links: ['https://exchange.example/r#token'],
  language: 'vi',
  at: NOW,
  ...over,
});

const mailerOn = async (rules: FakeSesRules = {}) => {
  const ses = await fakeSes(rules);
  let now = NOW;
  const mailer = sesMailer({ aws: ses.aws, configurationSet: 'exchange', clock: { now: () => now } });
  return {
    ...ses,
    mailer,
    setClock: (to: string) => {
      now = to;
    },
  };
};

describe('Amazon SES', () => {
  test('takes a letter with both texts, tagged with its id', async () => {
    const { mailer, taken } = await mailerOn();
    const handed = await mailer.hand(letter());
    const [mail] = taken;
    expect(handed).toEqual({ outcome: 'accepted', messageId: mail?.messageId });
    expect(mail).toMatchObject({
      to: 'cell-7@ward.example',
      from: 'exchange@ward.example',
      configurationSet: 'exchange',
      tags: { 'mail-id': letter().id },
    });
    const read = await simpleParser(mail?.raw ?? '');
    expect(read).toMatchObject({ subject: letter().subject, html: letter().html });
    expect(read.text?.trim()).toBe(letter().text);
    expect(read.from?.value).toEqual([{ name: 'Đảng ủy phường Mẫu', address: 'exchange@ward.example' }]);
    expect(read.replyTo?.value[0]?.address).toBe('office@ward.example');
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
    // SES splits nothing: no line of a message may be longer (RFC 5322).
    expect(Math.max(...(mail?.raw ?? '').split('\r\n').map(({ length }) => length))).toBeLessThan(998);
  });

  test('sees no header that a name or a subject smuggled in', async () => {
    const { mailer, taken } = await mailerOn();
    const evil = 'Phiếu\r\nBcc: all@ward.example\nX-SES-MESSAGE-TAGS: mail-id=other\r\n\r\nbody';
    await mailer.hand(
      letter({ subject: evil, from: { name: evil, address: 'exchange@ward.example' }, language: evil }),
    );
    const read = await simpleParser(taken[0]?.raw ?? '');
    expect([read.headers.has('bcc'), read.headers.has('x-ses-message-tags')]).toEqual([false, false]);
    expect(read.text?.trim()).toBe(letter().text);
  });

  test('is never asked about what is no address', async () => {
    const { mailer, counts } = await mailerOn();
    for (const to of [
      'nobody',
      'chi-bộ@ward.example',
      'a@ward.example, b@ward.example',
      'a@ward.example\r\nBcc: b@c.example',
    ])
      expect(await mailer.hand(letter({ to }))).toMatchObject({ outcome: 'refused' });
    expect(counts.asked).toBe(0);
  });

  const unverified = (...names: string[]) =>
    `Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-1: ${names.join(', ')}`;

  test.each<[string, readonly [string, string, number?], object]>([
    ['throttles', ['Throttling', 'Maximum sending rate exceeded.'], { outcome: 'delayed', throttled: true }],
    ['throttles in newer words', ['ThrottlingException', 'Rate exceeded'], { outcome: 'delayed', throttled: true }],
    [
      'has sent enough today',
      ['Throttling', 'Daily message quota exceeded.'],
      { outcome: 'paused', cause: 'quota', until: TOMORROW },
    ],
    [
      'paused the account',
      ['AccountSendingPausedException', 'Sending paused'],
      { outcome: 'paused', cause: 'account', until: IN_AN_HOUR },
    ],
    [
      'paused the account, in older words',
      ['AccountSendingPaused', ''],
      { outcome: 'paused', cause: 'account', until: IN_AN_HOUR },
    ],
    [
      'paused the set',
      ['ConfigurationSetSendingPausedException', ''],
      { outcome: 'paused', cause: 'account', until: IN_AN_HOUR },
    ],
    [
      'misses our MX record',
      ['MailFromDomainNotVerifiedException', 'no MX'],
      { outcome: 'paused', cause: 'settings', until: IN_AN_HOUR },
    ],
    [
      'suspended us',
      ['MessageRejected', 'Sending suspended for this account.'],
      { outcome: 'paused', cause: 'account', until: IN_AN_HOUR },
    ],
    ['refuses the address', ['MessageRejected', 'Address blacklisted.'], { outcome: 'refused' }],
    [
      'finds the address illegal',
      ['InvalidParameterValue', 'Domain contains illegal character'],
      { outcome: 'refused' },
    ],
    [
      'does not know us',
      ['MessageRejected', unverified('exchange@ward.example')],
      { outcome: 'paused', cause: 'settings' },
    ],
    [
      'knows neither',
      ['MessageRejected', unverified('exchange@ward.example', 'cell-7@ward.example')],
      { outcome: 'paused', cause: 'settings' },
    ],
    ['knows only us, in the sandbox', ['MessageRejected', unverified('cell-7@ward.example')], { outcome: 'refused' }],
    [
      'forbids us',
      ['AccessDenied', 'not authorized to perform ses:SendRawEmail', 403],
      { outcome: 'paused', cause: 'settings' },
    ],
    ['is broken', ['InternalFailure', 'oops', 500], { outcome: 'delayed' }],
  ])('that %s', async (_, refusal, expected) => {
    const { mailer, counts } = await mailerOn({ refuse: () => refusal });
    const handed = await mailer.hand(letter());
    expect(handed).toMatchObject(expected);
    expect('throttled' in handed).toBe('throttled' in expected);
    // Never again behind the outbox: a repeat here could be a second mail.
    expect(counts.asked).toBe(1);
    expect(JSON.stringify(handed)).not.toContain('@');
  });

  test('that is not there delays', async () => {
    const { aws } = await fakeSes();
    const nowhere = { ...aws, endpoint: 'http://127.0.0.1:9' };
    const mailer = sesMailer({ aws: nowhere, configurationSet: 'exchange', clock: { now: () => NOW } });
    expect(await mailer.hand(letter())).toMatchObject({ outcome: 'delayed' });
  });

  test('tells its pace and what is left of the day, asked once a minute', async () => {
    const quota = { perDay: 50_000, perSecond: 14, sent: 1_234 };
    const { mailer, counts, setClock } = await mailerOn({ quota });
    const expected = { perSecond: 14, leftToday: 48_766, sandbox: false };
    expect(await Promise.all([mailer.rate(), mailer.rate(), mailer.rate()])).toEqual([expected, expected, expected]);
    expect(counts.quotas).toBe(1);
    setClock('2026-11-01T05:00:59.999Z');
    await mailer.rate();
    expect(counts.quotas).toBe(1);
    setClock('2026-11-01T05:01:00.000Z');
    await mailer.rate();
    expect(counts.quotas).toBe(2);
  });

  test('has its part of the rate where others send too, while the day’s quota is what all of them left', async () => {
    const { aws } = await fakeSes({ quota: { perDay: 50_000, perSecond: 14, sent: 1_234 } });
    const ours = { aws, configurationSet: 'exchange', clock: { now: () => NOW }, share: 0.25 };
    expect(await sesMailer(ours).rate()).toEqual({ perSecond: 3.5, leftToday: 48_766, sandbox: false });
    const { aws: small } = await fakeSes({ quota: { perDay: 200, perSecond: 1, sent: 0 } });
    expect(await sesMailer({ ...ours, aws: small }).rate()).toMatchObject({ perSecond: 0.25, sandbox: true });
  });

  test.each([
    ['an account in the sandbox', { perDay: 200, perSecond: 1, sent: 200 }, { leftToday: 0, sandbox: true }],
    ['one just out of it', { perDay: 50_000, perSecond: 1, sent: 0 }, { leftToday: 50_000, sandbox: false }],
    [
      'one without a limit',
      { perDay: -1, perSecond: 500, sent: 9 },
      { leftToday: Number.POSITIVE_INFINITY, sandbox: false },
    ],
  ])('knows %s', async (_, quota, expected) => {
    const { mailer } = await mailerOn({ quota });
    expect(await mailer.rate()).toMatchObject(expected);
  });
});
