import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '#test/support/folder.ts';
import {
  exchange,
  exchangeJson,
  hostThatEnds,
  printedUpToLog,
  type RunningHost,
  runningHost,
} from '#test/support/host.ts';
import { freePort } from '#test/support/loopback.ts';

interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly kind: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly sentAt: string;
}

const mailsOf = (host: RunningHost) => host.read<readonly Mail[]>('/local/mailbox.json');
const clockOf = async (host: RunningHost) => (await host.read<{ now: string }>('/local/clock')).now;

/** `fetch` keeps the Host header to itself. */
const statusWithHost = (url: string, path: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });

const sampled = async () => {
  const EXCHANGE_DATA = await emptyFolder();
  const host = await runningHost({ EXCHANGE_DATA }, '--sample');
  const cycleId = /launch (\S+)/.exec(host.printed())?.[1] ?? '';
  return { host, env: { EXCHANGE_DATA }, cycleId };
};

/** The latest moment by which a launched sample has asked everybody. */
const DAY = 24 * 3_600_000;
const later = (instant: string, days: number): string => new Date(Date.parse(instant) + days * DAY).toISOString();

describe('npm start', () => {
  test('in an empty directory says where everything is, and how to look around', async () => {
    const EXCHANGE_DATA = await emptyFolder();
    const host = await runningHost({ EXCHANGE_DATA });
    expect(host.printed()).toMatch(new RegExp(`${host.url}/console/enter#[a-z0-9]{32}`));
    expect(host.printed()).toContain(`${host.url}/local/mailbox`);
    expect(host.printed()).toContain(EXCHANGE_DATA);
    expect(await mailsOf(host)).toEqual([]);
    expect(await host.stop()).toBe(0);
    expect(host.printed()).toContain('npm start -- --sample');
  });

  test('greets first, and notes only then', async () => {
    const printed = await printedUpToLog({ EXCHANGE_DATA: await emptyFolder() });
    expect(printed.indexOf('{"at"')).toBeGreaterThan(printed.indexOf('npm start -- --sample'));
  });

  test('packs what is text for whoever takes it packed, the door byte by byte the same', async () => {
    const host = await runningHost({ EXCHANGE_DATA: await emptyFolder() });
    const packed = { 'Accept-Encoding': 'gzip, deflate, br' };
    const style = /href="(\/style[^"]+)"/.exec(await (await host.get('/')).text())?.[1] ?? '';
    for (const path of ['/', '/r', style, '/local/mailbox'])
      expect([path, (await host.get(path, packed)).headers.get('content-encoding')]).toEqual([path, 'gzip']);
    expect((await host.get('/r', packed)).headers.get('vary')).toContain('Accept-Encoding');
    const plain = await host.get('/r', { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await (await host.get('/r', packed)).text()).toBe(await plain.text());
  });

  test('prints a link that lets the first person in, once', async () => {
    const host = await runningHost({ EXCHANGE_DATA: await emptyFolder() });
    const token = /enter#(\w+)/.exec(host.printed())?.[1] ?? '';
    const enter = () =>
      fetch(`${host.url}/console/enter`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: host.url, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token }),
      });
    const first = await enter();
    expect([first.status, first.headers.get('location')]).toEqual([303, '/console/welcome']);
    expect((await enter()).status).toBe(422);
  });

  test('serves every part, and one page for what is nowhere', async () => {
    const host = await runningHost({ EXCHANGE_DATA: await emptyFolder() });
    const statuses = new Map<string, number>();
    for (const path of [
      '/',
      '/r',
      '/console/enter',
      '/console/',
      '/c/',
      '/w/x/',
      '/e/x/',
      '/m/x/',
      '/nowhere',
      '/robots.txt',
    ])
      statuses.set(path, (await fetch(`${host.url}${path}`, { redirect: 'manual' })).status);
    expect(Object.fromEntries(statuses)).toEqual({
      '/': 200,
      '/r': 200,
      '/console/enter': 200,
      '/console/': 303,
      '/c/': 401,
      '/w/x/': 401,
      '/e/x/': 401,
      '/m/x/': 401,
      '/nowhere': 404,
      '/robots.txt': 200,
    });
    // An upload is the console's to take or refuse, and no layer before it says what a form must be.
    const upload = new FormData();
    upload.set('file', new Blob(['a,b']), 'roster.csv');
    const headers = { Origin: host.url };
    const posted = await fetch(`${host.url}/console/roster/check`, { method: 'POST', headers, body: upload });
    expect(posted.status).toBe(401);
    const front = await host.get('/');
    expect(front.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await front.text()).toContain('href="/r"');
  });

  test('what is wrong with the settings is told in a sentence, with status 2', async () => {
    const EXCHANGE_DATA = await emptyFolder();
    const far = await hostThatEnds({ EXCHANGE_DATA, EXCHANGE_URL: 'http://exchange.example' });
    expect(far).toMatchObject({ status: 2, out: '' });
    expect(far.err).toMatch(/^EXCHANGE_URL="http:\/\/exchange.example" wants TLS, and nobody provides it: .*\n$/);
    const cert = await hostThatEnds({
      EXCHANGE_DATA,
      EXCHANGE_URL: 'https://exchange.example',
      EXCHANGE_TLS_CERT: '/nowhere/cert.pem',
      EXCHANGE_TLS_KEY: '/nowhere/key.pem',
    });
    expect(cert).toMatchObject({ status: 2 });
    expect(cert.err).toMatch(/^EXCHANGE_TLS_CERT="\/nowhere\/cert.pem" cannot be read: .*\n$/);
  });

  test('a second one on the same directory, or on the same port, is refused in words', async () => {
    const EXCHANGE_DATA = await emptyFolder();
    const PORT = String(await freePort());
    const first = await runningHost({ EXCHANGE_DATA, PORT });
    for (const env of [
      { EXCHANGE_DATA, PORT: '0' },
      { EXCHANGE_DATA, PORT },
    ]) {
      const second = await hostThatEnds(env);
      expect(second).toMatchObject({ status: 2, out: '' });
      expect(second.err).toMatch(/in use by another process \(\d+\): stop it first/);
    }
    const elsewhere = await hostThatEnds({ EXCHANGE_DATA: await emptyFolder(), PORT });
    expect(elsewhere.status).toBe(2);
    expect(elsewhere.err).toMatch(new RegExp(`PORT=${PORT} is taken by another program`));
    expect((await first.get('/')).status).toBe(200);
  });
});

describe('the aids of one machine', () => {
  test('a launched cycle leaves mails whose links open the door, and the clock brings reminders', async () => {
    const { host, env, cycleId } = await sampled();
    const began = await clockOf(host);
    const launched = await exchange(env, 'launch', cycleId);
    expect(launched).toMatchObject({ status: 0, err: '' });
    const moved = await host.post('/local/clock', { now: later(began, 2) });
    expect(moved.status).toBe(200);
    const asked = await mailsOf(host);
    const kinds = new Set(asked.map(({ kind }) => kind));
    expect(kinds).toContain('request');
    expect(kinds).not.toContain('reminder');
    for (const { links, text, html, to, subject, sentAt } of asked) {
      expect(links[0]).toMatch(new RegExp(`^${host.url}/r#[\\w-]{43}$`));
      expect(text).toContain(links[0]);
      expect(html).toContain(links[0]);
      expect(to).toMatch(/@.+\.example$/);
      expect(subject).not.toBe('');
      expect(sentAt > began).toBe(true);
    }
    expect((await host.post('/local/clock', { now: later(began, 26) })).status).toBe(200);
    expect((await mailsOf(host)).map(({ kind }) => kind)).toContain('reminder');

    const page = await (await host.get('/local/mailbox')).text();
    const [first] = await mailsOf(host);
    expect(page).toContain(`href="/local/mailbox/${first?.id}"`);
    expect(page).toContain('Thư xin ý kiến');
    expect(page.indexOf('data-')).toBe(-1);
    const read = await (await host.get(`/local/mailbox/${first?.id}`)).text();
    expect(read).toContain(`href="${first?.links[0]}"`);
    const laidOut = await host.get(`/local/mailbox/${first?.id}/html`);
    expect(await laidOut.text()).toBe(first?.html);
    expect(laidOut.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
  });

  test('time only goes forward, and only to a moment', async () => {
    const host = await runningHost({ EXCHANGE_DATA: await emptyFolder() });
    const now = await clockOf(host);
    expect((await host.post('/local/clock', { now: later(now, -1) })).status).toBe(409);
    expect((await host.post('/local/clock', { now: 'tomorrow' })).status).toBe(422);
    expect((await host.post('/local/clock', {})).status).toBe(422);
    expect((await host.post('/local/clock', { now: later(now, 9) }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(
      403,
    );
    expect((await clockOf(host)) < later(now, 1)).toBe(true);
    expect((await host.post('/local/clock', { now: '2031-02-03T07:00:00+07:00' })).status).toBe(200);
    expect((await clockOf(host)).slice(0, 16)).toBe('2031-02-03T00:00');
  });

  test('are not there under a name from elsewhere, and not where mail leaves', async () => {
    const host = await runningHost({ EXCHANGE_DATA: await emptyFolder() });
    for (const path of ['/local/mailbox', '/local/mailbox.json', '/local/clock']) {
      expect(await statusWithHost(host.url, path, 'exchange.example')).toBe(404);
      expect(await statusWithHost(host.url, path, 'localhost.evil.example')).toBe(404);
      expect(await statusWithHost(host.url, path, 'localhost:3000')).toBe(200);
    }
    const sending = await runningHost({
      EXCHANGE_DATA: await emptyFolder(),
      EXCHANGE_SMTP: 'smtp://127.0.0.1:2525',
      EXCHANGE_FROM: 'office@tinh.example',
    });
    expect((await sending.get('/local/mailbox.json')).status).toBe(404);
    expect((await sending.post('/local/clock', { now: '2040-01-01T00:00:00Z' })).status).toBe(404);
    expect(sending.printed()).not.toContain('/local/');
  });
});

describe('after kill -9', () => {
  test('everything is there again: the cycle, its mails, the clock, and the socket', async () => {
    const { host, env, cycleId } = await sampled();
    await exchange(env, 'launch', cycleId);
    await host.post('/local/clock', { now: later(await clockOf(host), 3) });
    const before = {
      mails: await mailsOf(host),
      status: await exchangeJson(env, 'status', cycleId),
      now: await clockOf(host),
    };
    expect(before.mails.length).toBeGreaterThan(0);
    await host.kill();
    expect((await stat(join(env.EXCHANGE_DATA, 'host.sock'))).isSocket()).toBe(true);

    const again = await runningHost(env);
    expect((await mailsOf(again)).map(({ id, sentAt }) => [id, sentAt])).toEqual(
      before.mails.map(({ id, sentAt }) => [id, sentAt]),
    );
    expect((await clockOf(again)) >= before.now).toBe(true);
    expect(await exchangeJson(env, 'status', cycleId)).toMatchObject({
      requests: Reflect.get(before.status, 'requests'),
      members: Reflect.get(before.status, 'members'),
    });
    expect(again.printed()).not.toContain('MAIL IS HELD');
    expect(await exchangeJson(env, 'audit', 'verify')).toMatchObject({ status: 0, flaws: [] });
  });

  test('what the directory holds is for its owner only', async () => {
    const { host, env } = await sampled();
    for (const name of ['host.sock', 'link-keys.json', 'exchange.db'])
      expect((await stat(join(env.EXCHANGE_DATA, name))).mode & 0o077, name).toBe(0);
    const [first] = (await readFile(join(env.EXCHANGE_DATA, 'host.pid'), 'utf8')).split('\n');
    expect(Number(first)).toBeGreaterThan(0);
    await host.stop();
  });
});
