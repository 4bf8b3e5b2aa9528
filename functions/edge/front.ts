import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import { frontCopy } from './copy/front/index.ts';
import type { EdgeDeps, PageEnv } from './env.ts';
import type { View } from './html.ts';
import { pageApp, show } from './page.ts';

/** For whoever types the bare address: what this is, and the two ways in. */
export const frontPages = (deps: EdgeDeps): Hono<PageEnv> =>
  pageApp(deps).get('/', (c) => show(c, frontView(c.get('language'))));

function frontView(language: Language): View {
  const copy = frontCopy(language);
  const body = html`<h1>${copy.title}</h1>
<p>${copy.lead}</p>
<h2>${copy.committees}</h2>
<p>${copy.committeesText}</p>
<p class="actions"><a class="button" href="/r">${copy.committeesOpen}</a></p>
<h2>${copy.office}</h2>
<p>${copy.officeText}</p>
<p class="actions"><a class="button second" href="/console">${copy.officeOpen}</a></p>`;
  return { language, title: copy.title, body, path: '/' };
}
