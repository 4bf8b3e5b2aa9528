import type { Context } from 'hono';
import type { Language } from '#domain/language.ts';
import { readCookie } from './cookies.ts';

export const languages = ['vi', 'en', 'fr'] as const satisfies readonly Language[];

/** What a language calls itself. */
export const ownName: { readonly [language in Language]: string } = { vi: 'Tiếng Việt', en: 'English', fr: 'Français' };

export const asLanguage = (text: string | undefined): Language | undefined => languages.find((known) => known === text);

/** What the visitor chose on this device, else what their committee writes, else Vietnamese. */
export const languageOf = (c: Context, baseUrl: string, committee?: Language | undefined): Language =>
  asLanguage(readCookie(c, baseUrl, 'language')) ?? committee ?? 'vi';

/** One copy per language, picked. */
export const inLanguage =
  <Copy>(copies: { readonly [language in Language]: Copy }) =>
  (language: Language): Copy =>
    copies[language];

/** A path of our own to go back to; anything that could lead elsewhere becomes the door. */
export const ownPath = (path: string): string => (/^\/(?![/\\])[\w\-./~%?=&]*$/.test(path) ? path : '/r');
