import { describe, expect, test } from 'vitest';
import { BadSettings, readSettings, unknownVariables } from '../../../infra/local/settings.ts';

const complaints = (env: Record<string, string>): string => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof BadSettings) return error.message;
    throw error;
  }
  return '';
};

const TLS = { EXCHANGE_TLS_CERT: 'cert.pem', EXCHANGE_TLS_KEY: 'key.pem' };
const CLIENT = { EXCHANGE_CLIENT_ID: 'exchange' };
const FAR = { EXCHANGE_URL: 'https://exchange.example' };

describe('settings', () => {
  test('without any, it is this machine alone and no mail leaves', () => {
    expect(readSettings({})).toMatchObject({ port: 3000, front: { kind: 'loopback', listenOn: '127.0.0.1' } });
    expect(readSettings({}).smtp).toBeUndefined();
    expect(readSettings({}).baseUrl).toBeUndefined();
    expect(readSettings({}).dataDir).toMatch(/\/data$/);
  });

  test('an issuer keeps the accounts, without TLS only where it is this very machine', () => {
    expect(readSettings({}).issuer).toBeUndefined();
    for (const url of ['https://accounts.example/realm', 'http://127.0.0.1:8080/realm'])
      expect(readSettings({ ...CLIENT, EXCHANGE_ISSUER: url }).issuer).toEqual({ url, clientId: 'exchange' });
    const secret = { EXCHANGE_ISSUER: 'https://accounts.example', EXCHANGE_CLIENT_SECRET_FILE: '/etc/exchange/secret' };
    expect(readSettings({ ...CLIENT, ...secret }).issuer?.secretFile).toBe('/etc/exchange/secret');
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ PORT: 'three' }, /^PORT="three" is no port: give a number/],
    [{ PORT: '70000' }, /^PORT="70000" is no port/],
    [{ EXCHANGE_URL: 'exchange.example' }, /^EXCHANGE_URL="exchange.example" is no web address: give it as https/],
    [{ EXCHANGE_URL: 'http://localhost:3000/here' }, /give it as http:\/\/localhost:3000/],
    [{ EXCHANGE_URL: 'http://exchange.example' }, /^EXCHANGE_URL="http:\/\/exchange.example" wants TLS/],
    [{ EXCHANGE_URL: 'http://192.168.1.7:3000' }, /wants TLS/],
    [FAR, /wants TLS/],
    [{ EXCHANGE_URL: 'http://localhost.evil.example' }, /wants TLS/],
    [{ ...FAR, EXCHANGE_TLS_CERT: 'cert.pem' }, /^EXCHANGE_TLS_CERT="cert.pem" comes without EXCHANGE_TLS_KEY/],
    [{ ...TLS, EXCHANGE_URL: 'http://exchange.example' }, /is not https/],
    [{ ...FAR, EXCHANGE_PROXY: 'nginx' }, /^EXCHANGE_PROXY="nginx" names no proxy/],
    [{ ...FAR, ...TLS, EXCHANGE_PROXY: '10.0.0.5' }, /are both given/],
    [{ EXCHANGE_CLIENT_ID: 'x' }, /^EXCHANGE_CLIENT_ID="x" comes without EXCHANGE_ISSUER/],
    [{ EXCHANGE_CLIENT_SECRET_FILE: 'f' }, /^EXCHANGE_CLIENT_SECRET_FILE="…" comes without EXCHANGE_ISSUER/],
    [{ EXCHANGE_ISSUER: 'https://accounts.example' }, /^EXCHANGE_CLIENT_ID is missing/],
    [{ ...CLIENT, EXCHANGE_ISSUER: 'http://accounts.example' }, /is no issuer/],
    [{ ...CLIENT, EXCHANGE_ISSUER: 'https://accounts.example/?a=b' }, /is no issuer/],
    [{ ...CLIENT, EXCHANGE_ISSUER: 'accounts' }, /is no issuer: give it as its tokens name it/],
    [{ EXCHANGE_SMTP_RATE: '5' }, /^EXCHANGE_SMTP_RATE="5" comes without EXCHANGE_SMTP/],
    [{ EXCHANGE_SMTP: 'smtp://mail.example' }, /^EXCHANGE_FROM is missing/],
    [
      { EXCHANGE_SMTP: 'smtp://mail.example', EXCHANGE_FROM: 'a@b.example', EXCHANGE_SMTP_RATE: '0' },
      /is no number above 0/,
    ],
    [{ EXCHANGE_FROM: 'nobody' }, /^EXCHANGE_FROM="nobody" holds no mail address/],
  ])('%j is refused in words', (env, words) => {
    expect(complaints(env)).toMatch(words);
    expect(complaints(env).split('\n')).toHaveLength(1);
  });

  test('everything that is wrong is told at once', () => {
    expect(complaints({ PORT: 'x', EXCHANGE_FROM: 'x' }).split('\n')).toHaveLength(2);
  });

  test('the password of a mail server is never repeated', () => {
    expect(complaints({ EXCHANGE_SMTP: 'http://user:secret@mail.example' })).not.toContain('secret');
  });

  test('another machine is reached with a certificate of its own or through a named proxy', () => {
    expect(readSettings({ ...FAR, ...TLS }).front).toMatchObject({ kind: 'tls', listenOn: '::' });
    expect(readSettings({ ...FAR, EXCHANGE_PROXY: '127.0.0.1' }).front).toEqual({
      kind: 'proxy',
      listenOn: '127.0.0.1',
      address: '127.0.0.1',
      header: 'X-Forwarded-For',
    });
    expect(readSettings({ ...FAR, EXCHANGE_PROXY: '10.0.0.5 CF-Connecting-IP' }).front).toMatchObject({
      listenOn: '::',
      header: 'CF-Connecting-IP',
    });
  });

  test('the sender is a name and an address', () => {
    expect(readSettings({ EXCHANGE_FROM: '"Ban Tổ chức" <TochuC@tinh.example>' }).from).toMatchObject({
      name: 'Ban Tổ chức',
      address: expect.stringMatching(/@tinh\.example$/),
    });
  });

  test('a misspelt variable is noticed', () => {
    expect(unknownVariables({ EXCHANGE_SMPT: 'x', EXCHANGE_SMTP: 'y', PATH: 'z' })).toEqual(['EXCHANGE_SMPT']);
  });
});
