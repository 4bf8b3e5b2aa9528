import { html, raw } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { may, type PermissionName } from '#domain/permissions.ts';
import type { Problem } from '#domain/refusal.ts';
import { commonCopy } from '#edge/copy/common/index.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';
import { problemCopy } from '#edge/copy/console/problems.ts';
import { type ErrorName, statusOf } from '#edge/errors.ts';
import { csrfField, type Html, type InlineScript, type Mistake, mistakeList } from '#edge/html.ts';
import { show } from '#edge/page.ts';
import { consoleStylesheetPath } from './css.ts';
import type { Page } from './deps.ts';

export interface ConsoleView {
  readonly title: string;
  /** Under the heading, which is made from the title. */
  readonly body: Html;
  /** The way back up: where this page hangs in the tree of pages. */
  readonly up?: readonly { readonly words: string; readonly path: string }[];
  readonly mistakes?: readonly Mistake[];
  readonly script?: InlineScript;
  /** What was just done, said once. */
  readonly done?: string;
}

/** What the person of this request may see and do, in whatever part of the tree: what is not offered leads nowhere. */
export const mayHere = (c: Page, name: PermissionName): boolean => may(c.get('person'), name);

const links = [
  ['home', '/console/', 'console'],
  ['members', '/console/members', 'ownMembers'],
  ['roster', '/console/roster', 'roster'],
  ['mail', '/console/mail', 'mails'],
  ['people', '/console/people', 'people'],
] as const satisfies readonly (readonly [string, string, PermissionName])[];

/** Every page of somebody who is signed in: the ways between pages, who it is, and the way out. */
export async function showConsole(c: Page, view: ConsoleView, status: ContentfulStatusCode = 200): Promise<Response> {
  const language = c.get('language');
  const copy = consoleCopy(language);
  const { pathname } = new URL(c.req.url);
  const csrf = c.get('csrf');
  const body = html`<nav class="console-nav" aria-label="${copy.nav.label}">
${links.filter(([, , permission]) => mayHere(c, permission)).map(([name, path]) => html`<a href="${path}"${pathname === path ? raw(' aria-current="page"') : ''}>${copy.nav[name]}</a>`)}
<form method="post" action="/console/leave">${csrfField(csrf)}<button class="plain">${copy.nav.leave}</button></form></nav>
${view.up ? html`<nav class="trail" aria-label="${copy.nav.trail}">${view.up.map(({ words, path }) => html`<a href="${path}">${words}</a> <span aria-hidden="true">›</span> `)}</nav>` : ''}
${view.done ? html`<div class="notice done" role="status"><p>${view.done}</p></div>` : ''}
${mistakeList(language, view.mistakes ?? [])}<h1>${view.title}</h1>
${view.body}`;
  return show(
    c,
    {
      language,
      title: view.title,
      body,
      place: c.get('person').name,
      wide: true,
      stylesheet: consoleStylesheetPath,
      ...(view.script ? { script: view.script } : {}),
      path: c.get('room') ?? pathname,
      ...((view.mistakes ?? []).length > 0 ? { wrong: true } : {}),
    },
    status,
  );
}

/** Why something was refused, in words, and the way on. */
export async function showRefusal(c: Page, name: ErrorName, more: Html | '' = ''): Promise<Response> {
  const language = c.get('language');
  const copy = consoleCopy(language);
  const { title, text } = commonCopy(language).errors[name];
  const body = html`<p>${copy.refusals[name as keyof typeof copy.refusals] ?? text}</p>
${more}
<p class="actions"><a class="button second" href="/console/">${copy.nav.home}</a></p>`;
  if (name === 'TooManyTries' || name === 'Contended') c.header('Retry-After', '60');
  const status = statusOf[name];
  if (c.get('person')) return showConsole(c, { title, body }, status);
  const { pathname } = new URL(c.req.url);
  return show(c, { language, title, body: html`<h1>${title}</h1>${body}`, path: pathname, wrong: true }, status);
}

/** Of a refusal, beside the fields of a form. */
export const mistakesOf = (c: Page, problems: readonly Problem[]): readonly Mistake[] =>
  problems.map((problem) => ({
    field: problem.place.replaceAll('.', '-'),
    words: problemCopy(c.get('language')).problem(problem),
  }));
