import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Officer } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { commonCopy } from './copy/common/index.ts';
import { stylesheetPath } from './css.ts';
import { languages, ownName } from './language.ts';

/** What the `html` template gives; anything else put into a template is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Comfort for browsers with script. Its text is ours and fixed; the policy of the page allows exactly it, by its hash. */
export interface InlineScript {
  readonly code: string;
  readonly source: string;
}

export const inlineScript = (code: string): InlineScript => {
  const trimmed = code.trim();
  return { code: trimmed, source: `'sha256-${createHash('sha256').update(trimmed).digest('base64')}'` };
};

/**
 * Where the language switch comes back to. Of the answer to a POST it is the page that this one belongs to; where nothing else
 * holds what was posted, what shows it again in the other language.
 */
export type Onward = string | { readonly action: string; readonly fields: { readonly [name: string]: string } };

export interface View {
  readonly language: Language;
  /** The heading of the page; the name of the service is added in the title bar of the browser. */
  readonly title: string;
  /** Everything under the band, with its own `h1`. */
  readonly body: Html;
  /** Whose page this is: a committee and a cycle, shown in the band. */
  readonly place?: string;
  /** For tables of administrators and wards. */
  readonly wide?: boolean;
  readonly script?: InlineScript;
  /** A second one, for pages that a committee never loads. */
  readonly stylesheet?: string;
  /** What the language switch leads to. */
  readonly path: Onward;
  /** Of a session: shows the way out. */
  readonly csrf?: string;
  /** Stands before the title when the page reports a mistake, so that a screen reader says it first. */
  readonly wrong?: boolean;
}

/** The empty icon keeps browsers from asking for one. */
export const head = (language: Language, title: string): Html => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="format-detection" content="telephone=no">
<title>${title} – ${commonCopy(language).service}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheetPath}">`;

export function layout(view: View): Html {
  const copy = commonCopy(view.language);
  return html`<!doctype html>
<html lang="${view.language}">
<head>
${head(view.language, view.wrong ? `${copy.errors.prefix}${view.title}` : view.title)}${
  view.stylesheet === undefined
    ? ''
    : html`
<link rel="stylesheet" href="${view.stylesheet}">`
}
</head>
<body${view.wide ? raw(' class="wide"') : ''}>
<a class="skip" href="#main">${copy.skip}</a>
<header class="band"><div class="wrap"><strong>${copy.service}</strong>${
    view.place === undefined ? '' : html`<span class="place">${view.place}</span>`
  }</div></header>
<main id="main" class="wrap" tabindex="-1">
${view.body}
</main>
<footer class="foot"><div class="wrap">
${languageSwitch(view.language, view.path)}
${view.csrf === undefined ? '' : wayOut(view.csrf, copy.leave)}
<p>${copy.foot}</p>
</div></footer>
${view.script ? raw(`<script>${view.script.code}</script>`) : ''}
</body>
</html>
`;
}

function languageSwitch(current: Language, onward: Onward): Html {
  const { action, fields } = typeof onward === 'string' ? { action: '/language', fields: { back: onward } } : onward;
  return html`<form method="post" action="${action}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${languages.map(
  (language) =>
    html`<button class="plain" name="language" value="${language}" lang="${language}"${
      language === current ? raw(' aria-current="true"') : ''
    }>${ownName[language]}</button>`,
)}
</form>`;
}

const wayOut = (csrf: string, words: string): Html => html`<form method="post" action="/r/leave">${csrfField(csrf)}
<button class="plain">${words}</button></form>`;

/** Whom to call, with a number that a telephone dials. */
export const officerHtml = ({ name, telephone }: Officer): Html =>
  html`${name}, <a href="tel:${telephone.replaceAll(/[^\d+]/g, '')}">${telephone}</a>`;

/** Stands in every form of a session. */
export const csrfField = (csrf: string): Html => html`<input type="hidden" name="csrf" value="${csrf}">`;

/** What is wrong, on top of the form, each with a link to its field. */
export interface Mistake {
  /** The id of the field. */
  readonly field: string;
  readonly words: string;
}

export const mistakeList = (language: Language, mistakes: readonly Mistake[]): Html =>
  mistakes.length === 0
    ? html``
    : html`<div class="errors" role="alert"><h2>${commonCopy(language).errors.mend}</h2>
<ul>${mistakes.map(({ field, words }) => html`<li><a href="#${field}">${words}</a></li>`)}</ul></div>`;

/** One line or several of text, with its label, hint and mistake tied together for screen readers. */
export interface TextField {
  readonly name: string;
  /** The id, when the name is not unique on the page. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly mistake?: string;
  readonly rows?: number;
  /** Further attributes of the input, ours and fixed: `type="email" autocomplete="email"`. */
  readonly attributes?: string;
}

export function textField(field: TextField): Html {
  const id = field.id ?? field.name;
  const told = [field.hint === undefined ? '' : `${id}-hint`, field.mistake === undefined ? '' : `${id}-error`].filter(
    Boolean,
  );
  const described = told.length > 0 ? html` aria-describedby="${told.join(' ')}"` : '';
  const invalid = field.mistake === undefined ? '' : raw(' aria-invalid="true"');
  const attributes = raw(field.attributes === undefined ? '' : ` ${field.attributes}`);
  return html`<div class="field${field.mistake === undefined ? '' : ' wrong'}"><label for="${id}">${field.label}</label>
${field.hint === undefined ? '' : html`<span class="hint" id="${id}-hint">${field.hint}</span>`}
${field.mistake === undefined ? '' : html`<span class="error" id="${id}-error">${field.mistake}</span>`}
${
  field.rows === undefined
    ? html`<input id="${id}" name="${field.name}" value="${field.value ?? ''}"${described}${invalid}${attributes}>`
    : html`<textarea id="${id}" name="${field.name}" rows="${field.rows}"${described}${invalid}${attributes}>
${field.value ?? ''}</textarea>`
}</div>`;
}
