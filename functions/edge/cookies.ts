import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DAY } from '#domain/day.ts';
import { deviceDays } from '#records/devices.ts';
import { loginMinutes } from '#records/logins.ts';

/**
 * Our cookies. Under https they carry the `__Host-` prefix, which ties them to this very host; on a loopback address without
 * TLS browsers refuse that prefix, so they have plain names there. The configured base alone decides.
 */
const lifetimes = {
  /** Ends with the browser; the server ends it sooner. */
  session: undefined,
  /** Whoever waits for a code. */
  asking: 15 * 60,
  /** Says "seen before", nothing else; worth nothing without a link. */
  device: (deviceDays * DAY) / 1000,
  language: (deviceDays * DAY) / 1000,
  console: undefined,
  /** Whoever left for the issuer. */
  login: loginMinutes * 60,
  operator: undefined,
} as const;

export type CookieName = keyof typeof lifetimes;

const isSecure = (baseUrl: string): boolean => new URL(baseUrl).protocol === 'https:';

export const cookieName = (baseUrl: string, name: CookieName): string => (isSecure(baseUrl) ? `__Host-${name}` : name);

export const readCookie = (c: Context, baseUrl: string, name: CookieName): string | undefined =>
  getCookie(c, cookieName(baseUrl, name));

export function writeCookie(c: Context, baseUrl: string, name: CookieName, value: string): void {
  const maxAge = lifetimes[name];
  setCookie(c, cookieName(baseUrl, name), value, {
    path: '/',
    httpOnly: true,
    secure: isSecure(baseUrl),
    // Lax, so that a bookmark or a link from a mail finds the session; what changes something is a POST and checked apart.
    sameSite: 'Lax',
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

export function dropCookie(c: Context, baseUrl: string, name: CookieName): void {
  deleteCookie(c, cookieName(baseUrl, name), { path: '/', secure: isSecure(baseUrl) });
}
