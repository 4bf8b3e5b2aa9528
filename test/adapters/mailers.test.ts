import { createServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { type SmtpSettings, smtpMailer } from '#adapters/smtp-mailer.ts';
import { spooled, spoolMailer } from '#adapters/spool-mailer.ts';
import type { Letter } from '#ports';
import { freePort, listening } from '#test/support/loopback.ts';

const clock = { now: () => '2026-11-01T05:00:00.000Z' };
const letter = (over: Partial<Letter> = {}): Letter => ({
  id: 'request#2026.cell-7#ask#1',
  kind: 'request',
  to: 'cell-7@ward.example',
  from: { name: 'Đảng ủy phường Mẫu', address: 'exchange@ward.example' },
  replyTo: 'office@ward.example',
  subject: 'Phiếu xin ý kiến: 23 đảng viên',
  text: 'Mở phiếu: https://exchange.example/r#token',
  html: '<p>Mở phiếu</p>',
  links: ['https://exchange.example/r#token'],
  language: 'vi',
  at: '2026-11-01T05:00:00.000Z',
  ...over,
});

describe('the spool', () => {
  test('keeps each letter once, as it was handed over last', async () => {
    const table = memoryTable();
    const mailer = spoolMailer(table);
    expect(await mailer.hand(letter())).toEqual({ outcome: 'accepted', messageId: letter().id });
    expect(await mailer.hand(letter({ subject: 'again' }))).toEqual({ outcome: 'accepted', messageId: letter().id });
    expect(await spooled(table)).toEqual([letter({ subject: 'again' })]);
  });

  test('shows its letters in the order of their time, a thousand and more', async () => {
    const table = memoryTable();
    const mailer = spoolMailer(table);
    const letters = Array.from({ length: 1_003 }, (_, n) =>
      letter({ id: `m${(n * 577) % 1_003}`, at: new Date(1_793_000_000_000 + n * 1_000).toISOString() }),
    );
    for (const one of letters.toReversed()) await mailer.hand(one);
    expect(await spooled(table)).toEqual(letters);
  });

  test('keeps a letter without a reply address, and has no pace', async () => {
    const table = memoryTable();
    const mailer = spoolMailer(table);
    const { replyTo: _, ...plain } = letter();
    await mailer.hand(plain);
    expect(await spooled(table)).toEqual([plain]);
    expect(await mailer.rate()).toEqual({ perSecond: Number.POSITIVE_INFINITY, leftToday: Number.POSITIVE_INFINITY });
  });
});

interface Refusal {
  readonly code: number;
  readonly text: string;
  readonly at?: 'sender' | 'recipient' | 'content';
}

/** A mail server on a free loopback port that keeps what it took; `refuse` is asked again for each letter. */
const mailServer = async (refuse: (place: string) => Refusal | undefined = () => undefined, drop = false) => {
  const taken: { raw: string; to: string[]; from: string }[] = [];
  let letters = 0;
  const answer = (place: string, done: (error?: Error) => void) => {
    const refusal = refuse(place);
    if (refusal && (refusal.at ?? 'recipient') === place)
      done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    else done();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_, __, done) => answer('sender', done),
    onRcptTo: (_, __, done) => answer('recipient', done),
    onData(stream, session, done) {
      letters++;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (drop) {
          server.connections.forEach((one) => {
            one.close();
          });
          return;
        }
        answer('content', (error) => {
          if (error) return done(error);
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          taken.push({ raw: Buffer.concat(chunks).toString(), to: rcptTo.map(({ address }) => address), from });
          done();
        });
      });
    },
  });
  server.on('error', () => {});
  const port = await listening(server.server);
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { taken, url: `smtp://127.0.0.1:${port}`, letters: () => letters };
};

const mailerTo = (url: string, settings: Partial<SmtpSettings> = {}) => {
  const mailer = smtpMailer({ url, clock, ...settings });
  onTestFinished(() => mailer.close());
  return mailer;
};

describe('a mail server', () => {
  test('takes a letter with both texts and says that no person wrote it', async () => {
    const { taken, url } = await mailServer();
    const handed = await mailerTo(url).hand(letter());
    const [mail] = taken;
    const read = await simpleParser(mail?.raw ?? '');
    expect(mail).toMatchObject({ from: 'exchange@ward.example', to: ['cell-7@ward.example'] });
    expect(handed).toEqual({ outcome: 'accepted', messageId: read.messageId });
    expect(read).toMatchObject({ subject: letter().subject, html: letter().html, date: new Date(letter().at) });
    expect(read.text?.trim()).toBe(letter().text);
    expect(read.from?.value).toEqual([{ name: 'Đảng ủy phường Mẫu', address: 'exchange@ward.example' }]);
    expect(read.replyTo?.value[0]?.address).toBe('office@ward.example');
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
    expect(read.headers.has('list-unsubscribe')).toBe(false);
    expect(read.headers.has('list')).toBe(false);
  });

  test('can tell a repeat by its Message-ID, which tells nobody what it is about', async () => {
    const { taken, url } = await mailServer();
    const mailer = mailerTo(url);
    for (const id of ['a', 'a', 'b']) await mailer.hand(letter({ id }));
    await mailer.hand(letter());
    const ids = await Promise.all(taken.map(async ({ raw }) => (await simpleParser(raw)).messageId));
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
    expect(ids[3]).not.toContain('cell-7');
    expect(ids[3]).toMatch(/^<[0-9a-f]{40}@ward\.example>$/);
  });

  test('sees no header that a name or a subject smuggled in', async () => {
    const { taken, url } = await mailServer();
    const evil = 'Phiếu\r\nBcc: all@ward.example\nX-Evil: 1\r\n\r\nbody';
    await mailerTo(url).hand(
      letter({ subject: evil, from: { name: evil, address: 'exchange@ward.example' }, language: evil }),
    );
    const read = await simpleParser(taken[0]?.raw ?? '');
    expect(taken[0]?.to).toEqual(['cell-7@ward.example']);
    expect([read.headers.has('bcc'), read.headers.has('x-evil')]).toEqual([false, false]);
    expect(read.subject).toBe('Phiếu Bcc: all@ward.example X-Evil: 1 body');
    expect(read.text?.trim()).toBe(letter().text);
  });

  test('gets an international domain in punycode', async () => {
    const { taken, url } = await mailServer();
    expect(await mailerTo(url).hand(letter({ to: 'chi-bo@phường-mẫu.example' }))).toMatchObject({
      outcome: 'accepted',
    });
    // The server's own account of the envelope is decoded already, the header is as it came.
    expect(taken[0]?.raw).toMatch(/^To: chi-bo@xn--[a-z0-9-]+\.example\r$/m);
  });

  test.each([
    ...['nobody', 'a@b@ward.example', 'chi-bộ@ward.example', '"a b"@ward.example', 'a@ward.example, b@ward.example'],
    'a@ward.example\r\nRCPT TO:<b@ward.example>',
  ])('is never asked about what is no address: %j', async (to) => {
    const { taken, url } = await mailServer();
    expect(await mailerTo(url).hand(letter({ to }))).toMatchObject({ outcome: 'refused' });
    expect(taken).toEqual([]);
  });

  const LATER = '2026-11-01T06:00:00.000Z';
  const SOON = '2026-11-01T05:01:00.000Z';
  test.each<[string, Refusal, object]>([
    ['refuses the address', { code: 550, text: '5.1.1 unknown' }, { outcome: 'refused' }],
    ['refuses the content', { code: 554, text: '5.6.0 no', at: 'content' }, { outcome: 'refused' }],
    ['finds the mailbox full for good', { code: 552, text: '5.2.2 message quota exceeded' }, { outcome: 'refused' }],
    ['is busy', { code: 451, text: '4.7.1 greylisted' }, { outcome: 'delayed' }],
    ['finds the mailbox full', { code: 452, text: '4.2.2 message quota exceeded' }, { outcome: 'delayed' }],
    ['breaks the letter off', { code: 451, text: '4.3.0 later', at: 'content' }, { outcome: 'delayed' }],
    [
      'throttles',
      { code: 454, text: 'Throttling failure: rate exceeded' },
      { outcome: 'paused', cause: 'busy', until: SOON },
    ],
    [
      'has sent enough today',
      { code: 454, text: 'Daily message quota exceeded', at: 'content' },
      { outcome: 'paused', cause: 'quota', until: LATER },
    ],
    [
      'has sent enough',
      { code: 550, text: '5.4.5 Daily user sending limit exceeded' },
      { outcome: 'paused', cause: 'quota', until: LATER },
    ],
    [
      'refuses us as sender',
      { code: 550, text: '5.7.1 who are you', at: 'sender' },
      { outcome: 'paused', cause: 'settings', until: LATER },
    ],
    ['is busy with the sender', { code: 451, text: '4.7.1 later', at: 'sender' }, { outcome: 'delayed' }],
  ])('that %s', async (_, refusal, expected) => {
    const { taken, url } = await mailServer(() => refusal);
    const handed = await mailerTo(url).hand(letter());
    expect(handed).toMatchObject(expected);
    expect(Object.keys(handed).sort()).toEqual([
      ...('cause' in expected ? ['cause'] : []),
      'outcome',
      'reason',
      ...('until' in expected ? ['until'] : []),
    ]);
    expect(taken).toEqual([]);
  });

  test('is used again after a refusal', async () => {
    const answers: (Refusal | undefined)[] = [{ code: 550, text: '5.1.1 unknown' }, undefined];
    const { taken, url } = await mailServer((place) => (place === 'recipient' ? answers.shift() : undefined));
    const mailer = mailerTo(url);
    expect(await mailer.hand(letter())).toMatchObject({ outcome: 'refused' });
    expect(await mailer.hand(letter({ id: 'next' }))).toMatchObject({ outcome: 'accepted' });
    expect(taken).toHaveLength(1);
  });

  test('may name the address in its refusal, the reason does not', async () => {
    const text = '5.1.1 <cell-7@ward.example>: user cell-7@ward.example unknown';
    const { url } = await mailServer(() => ({ code: 550, text }));
    const handed = await mailerTo(url).hand(letter());
    expect(handed).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('unknown') });
    expect(JSON.stringify(handed)).not.toContain('cell-7');
  });

  test('that is not there delays', async () => {
    expect(await mailerTo(`smtp://127.0.0.1:${await freePort()}`).hand(letter())).toMatchObject({ outcome: 'delayed' });
  });

  test('that hangs up in the middle delays', async () => {
    const { url, letters } = await mailServer(undefined, true);
    expect(await mailerTo(url).hand(letter())).toMatchObject({ outcome: 'delayed' });
    expect(letters()).toBe(1);
  });

  test('that shuts the door is not tried again behind the outbox', async () => {
    let knocks = 0;
    const server = createServer((socket) => {
      knocks++;
      socket.end();
    });
    const port = await listening(server);
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    expect(await mailerTo(`smtp://127.0.0.1:${port}`).hand(letter())).toMatchObject({ outcome: 'delayed' });
    expect(knocks).toBe(1);
  });

  test('elsewhere gets no letter in the clear, unless its address says so', async () => {
    const { taken, url } = await mailServer();
    // Loopback to the machine, but no name of it.
    const elsewhere = url.replace('127.0.0.1', '0.0.0.0');
    expect(await mailerTo(elsewhere).hand(letter())).toMatchObject({ outcome: 'paused' });
    expect(taken).toEqual([]);
    expect(await mailerTo(`${elsewhere}?ignoreTLS=true`).hand(letter())).toMatchObject({ outcome: 'accepted' });
  });

  test('has the pace it was given', async () => {
    expect(await mailerTo('smtp://127.0.0.1:1', { perSecond: 14, leftToday: 50_000 }).rate()).toEqual({
      perSecond: 14,
      leftToday: 50_000,
    });
  });
});
