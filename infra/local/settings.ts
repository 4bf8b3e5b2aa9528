import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { RosterUploads } from '#console/deps.ts';
import { readAddress } from '#domain/mail-address.ts';
import { usualLimits } from '#steps/roster/rows.ts';

/** As large as a roster may be: nothing stands before the pages that takes less. */
export const rosterUploads: RosterUploads = { megabytes: usualLimits.bytes / 1024 / 1024 };

/** Who stands between this process and a browser. */
export type Front =
  /** Nobody: only this machine reaches it. */
  | { readonly kind: 'loopback'; readonly listenOn: string }
  /** Its own certificate. */
  | { readonly kind: 'tls'; readonly listenOn: string; readonly cert: string; readonly key: string }
  /** A proxy that keeps the certificate; only it is let in, and only its header says where a request comes from. */
  | { readonly kind: 'proxy'; readonly listenOn: string; readonly address: string; readonly header: string };

export interface HostSettings {
  /** 0: any free one. */
  readonly port: number;
  readonly dataDir: string;
  /** The base of every link; undefined: the loopback address at the port it gets. */
  readonly baseUrl?: string;
  readonly front: Front;
  readonly smtp?: { readonly url: string; readonly perSecond?: number };
  readonly from: { readonly name: string; readonly address: string };
  /** Who keeps the accounts of administrators; without one they come in by one-time codes. */
  readonly issuer?: { readonly url: string; readonly clientId: string; readonly secretFile?: string };
}

/** One setting that cannot stay: what it is called, what it says, why not, and how to mend it. */
export interface BadSetting {
  readonly name: string;
  readonly value?: string;
  readonly reason: string;
  readonly mend: string;
}

export class BadSettings extends Error {
  override readonly name = 'BadSettings';
  readonly bad: readonly BadSetting[];
  constructor(bad: readonly BadSetting[]) {
    super(bad.map(sentenceOf).join('\n'));
    this.bad = bad;
  }
}

const sentenceOf = ({ name, value, reason, mend }: BadSetting): string =>
  `${value === undefined ? name : `${name}=${JSON.stringify(value)}`} ${reason}: ${mend}.`;

export type Environment = { readonly [name: string]: string | undefined };

/** Every variable there is, in the words of `npm start -- --help`. */
export const variables: { readonly [name: string]: string } = {
  PORT: 'where it listens (3000)',
  EXCHANGE_DATA: 'the folder that holds everything (./data)',
  EXCHANGE_URL: 'the base of every link (the loopback address); anything else wants TLS',
  EXCHANGE_TLS_CERT: 'a certificate file (PEM), with EXCHANGE_TLS_KEY',
  EXCHANGE_TLS_KEY: 'its key file (PEM)',
  EXCHANGE_PROXY:
    'the address of a proxy that keeps the certificate, and the header in which it names the visitor: "10.0.0.5 X-Forwarded-For"',
  EXCHANGE_SMTP: 'a mail server, smtps://user:password@host; without it mail stays on this machine',
  EXCHANGE_SMTP_RATE: 'mails a second that it takes (10)',
  EXCHANGE_FROM: 'the sender, "Name <address>"; needed with EXCHANGE_SMTP',
  EXCHANGE_ISSUER:
    'who keeps the accounts of administrators, by OpenID Connect: https://…; without it they sign in by one-time codes',
  EXCHANGE_CLIENT_ID:
    'what the exchange is called there, with EXCHANGE_URL/console/sign-in/return as the address to come back to',
  EXCHANGE_CLIENT_SECRET_FILE: 'a file with the secret of that client (mode 0600), where the issuer wants one',
  EXCHANGE_BACKUP_KEY: 'the passphrase of backups',
};

/** Names that look like ours and are none: a misspelt EXCHANGE_SMTP would leave mail in the spool without a word. */
export const unknownVariables = (env: Environment): readonly string[] =>
  Object.keys(env).filter((name) => name.startsWith('EXCHANGE_') && !Object.hasOwn(variables, name));

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** Reads everything, and tells of everything that is wrong at once. */
export function readSettings(env: Environment): HostSettings {
  const bad: BadSetting[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const refuse = (name: string, reason: string, mend: string, value = text(name)) => {
    bad.push({ name, ...(value === undefined ? {} : { value }), reason, mend });
    return undefined;
  };
  const port = portIn(text('PORT'), refuse);
  const baseUrl = baseIn(text('EXCHANGE_URL'), refuse);
  const front = frontIn(baseUrl, text, refuse);
  const smtp = smtpIn(text, refuse);
  const from = fromIn(text('EXCHANGE_FROM'), smtp !== undefined, refuse);
  const issuer = issuerIn(text, refuse);
  if (bad.length > 0) throw new BadSettings(bad);
  return {
    port,
    dataDir: resolve(text('EXCHANGE_DATA') ?? 'data'),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    front,
    ...(smtp ? { smtp } : {}),
    from,
    ...(issuer ? { issuer } : {}),
  };
}

type Refuse = (name: string, reason: string, mend: string, value?: string) => undefined;
type Text = (name: string) => string | undefined;

function portIn(port: string | undefined, refuse: Refuse): number {
  if (port === undefined) return 3000;
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  refuse('PORT', 'is no port', 'give a number from 1 to 65535, or leave it out for 3000');
  return 0;
}

function baseIn(base: string | undefined, refuse: Refuse): string | undefined {
  if (base === undefined) return undefined;
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    return refuse('EXCHANGE_URL', 'is no web address', 'give it as https://exchange.example');
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    return refuse('EXCHANGE_URL', 'is more than scheme, host and port', `give it as ${url.origin}`);
  return url.origin;
}

function frontIn(base: string | undefined, text: Text, refuse: Refuse): Front {
  const [cert, key, proxy] = [text('EXCHANGE_TLS_CERT'), text('EXCHANGE_TLS_KEY'), text('EXCHANGE_PROXY')];
  const host = base === undefined ? '127.0.0.1' : new URL(base).hostname;
  const listenOn = host === '[::1]' ? '::1' : '127.0.0.1';
  const alone: Front = { kind: 'loopback', listenOn };
  const here = LOOPBACK.test(host);
  const secure = base?.startsWith('https:') === true;
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    refuse(`EXCHANGE_TLS_${given}`, `comes without EXCHANGE_TLS_${missing}`, 'give both files or none');
    return alone;
  }
  if (proxy !== undefined && cert !== undefined) {
    refuse(
      'EXCHANGE_PROXY',
      'and EXCHANGE_TLS_CERT are both given',
      'either this process keeps the certificate or the proxy',
    );
    return alone;
  }
  if (!secure && (proxy !== undefined || cert !== undefined)) {
    const mend = 'write EXCHANGE_URL as https://…, or leave the certificate and the proxy out';
    refuse('EXCHANGE_URL', 'is not https, although a certificate or a proxy is given', mend);
    return alone;
  }
  if (cert !== undefined && key !== undefined)
    return { kind: 'tls', listenOn: here ? listenOn : '::', cert: resolve(cert), key: resolve(key) };
  if (proxy !== undefined) return proxyIn(proxy, refuse) ?? alone;
  if (!here || secure)
    refuse(
      'EXCHANGE_URL',
      'wants TLS, and nobody provides it',
      'give EXCHANGE_TLS_CERT and EXCHANGE_TLS_KEY, or name the proxy that does as EXCHANGE_PROXY="address header", with an https address',
    );
  return alone;
}

function proxyIn(proxy: string, refuse: Refuse): Front | undefined {
  const [address = '', header = 'X-Forwarded-For', ...more] = proxy.split(/[\s,]+/);
  if (!isIP(address) || !/^[A-Za-z][\w-]*$/.test(header) || more.length > 0)
    return refuse('EXCHANGE_PROXY', 'names no proxy', 'give its IP address and its header, "10.0.0.5 X-Forwarded-For"');
  const beside = address === '::1' || address.startsWith('127.');
  return { kind: 'proxy', listenOn: beside ? address : '::', address, header };
}

function smtpIn(text: Text, refuse: Refuse): HostSettings['smtp'] {
  const [url, rate] = [text('EXCHANGE_SMTP'), text('EXCHANGE_SMTP_RATE')];
  if (url === undefined) {
    if (rate !== undefined)
      refuse('EXCHANGE_SMTP_RATE', 'comes without EXCHANGE_SMTP', 'name the mail server, or leave it out');
    return undefined;
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.hostname || (parsed.protocol !== 'smtp:' && parsed.protocol !== 'smtps:'))
    // Not repeated: it may hold a password.
    return refuse('EXCHANGE_SMTP', 'is no address of a mail server', 'give it as smtps://user:password@host:465', '…');
  const perSecond = Number(rate ?? '10');
  if (!(perSecond > 0 && perSecond <= 10_000))
    return refuse(
      'EXCHANGE_SMTP_RATE',
      'is no number above 0',
      'give the mails a second that the server takes, for example 10',
    );
  return { url, perSecond };
}

function fromIn(from: string | undefined, needed: boolean, refuse: Refuse): HostSettings['from'] {
  const usual = { name: 'Trao đổi nhận xét nơi cư trú', address: 'trao-doi@exchange.example' };
  if (from === undefined) {
    if (needed)
      refuse('EXCHANGE_FROM', 'is missing', 'real mail needs a sender, "Ban Tổ chức <trao-doi@tinh.example>"');
    return usual;
  }
  const [, name = '', inBrackets] = /^(.*?)\s*<([^<>]+)>$/.exec(from) ?? [];
  const read = readAddress(inBrackets ?? from);
  if ('fault' in read) {
    refuse('EXCHANGE_FROM', 'holds no mail address', 'write "Name <address>"');
    return usual;
  }
  return { name: name.replaceAll('"', '').trim() || usual.name, address: read.address };
}

function issuerIn(text: Text, refuse: Refuse): HostSettings['issuer'] {
  const [issuer, clientId] = [text('EXCHANGE_ISSUER'), text('EXCHANGE_CLIENT_ID')];
  const secretFile = text('EXCHANGE_CLIENT_SECRET_FILE');
  if (issuer === undefined) {
    for (const name of ['EXCHANGE_CLIENT_ID', 'EXCHANGE_CLIENT_SECRET_FILE'])
      if (text(name) !== undefined)
        refuse(
          name,
          'comes without EXCHANGE_ISSUER',
          'name the issuer, or leave it out',
          name.endsWith('ID') ? text(name) : '…',
        );
    return undefined;
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!url || !secure || url.search || url.hash || url.username)
    return refuse('EXCHANGE_ISSUER', 'is no issuer', 'give it as its tokens name it, https://accounts.example/realm');
  if (clientId === undefined)
    return refuse(
      'EXCHANGE_CLIENT_ID',
      'is missing',
      'give the name under which the exchange is registered at the issuer',
    );
  return { url: issuer, clientId, ...(secretFile === undefined ? {} : { secretFile: resolve(secretFile) }) };
}
