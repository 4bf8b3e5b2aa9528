import { html, raw } from 'hono/html';
import type { Language } from '#domain/language.ts';
import { type CommonCopy, commonCopy } from '../copy/common/index.ts';
import { type DoorCopy, doorCopy } from '../copy/door/index.ts';
import { type Html, head, inlineScript, mistakeList, type Onward, textField, type View } from '../html.ts';
import { languages, ownName } from '../language.ts';

/**
 * Takes the token out of the address, where histories and shoulders read it, and puts it into the form. Mail filters rewrite
 * `#` to `%23`, and `%` to `%25` after that, and leave a dot or bracket behind it. In the words of 2012, for old telephones.
 */
export const doorScript = inlineScript(`
(function () {
  function take() {
    var found = /[#\\/](?:%25|%)?(?:23)?([\\w-]{43})(?![\\w-])/.exec(location.pathname + location.hash);
    if (!found) return;
    document.getElementById('token').value = found[1];
    history.replaceState(null, '', '/r');
  }
  take();
  window.addEventListener('hashchange', take);
})();
`);

/** In every language at once; the stylesheet shows the chosen one, and Vietnamese where it cannot tell. */
const everyLanguage = (words: (language: Language) => string): Html =>
  html`${languages.map((language) => html`<span class="t" lang="${language}">${words(language)}</span>`)}`;

const inAll = (pick: (copy: DoorCopy) => string): Html => everyLanguage((language) => pick(doorCopy(language)));
const inAllCommon = (pick: (copy: CommonCopy) => string): Html =>
  everyLanguage((language) => pick(commonCopy(language)));

const languageChoice = (language: Language): Html => html`
<input class="away" type="radio" name="language" form="open" value="${language}" id="in-${language}"${
  language === 'vi' ? raw(' checked') : ''
}><label for="in-${language}" lang="${language}">${ownName[language]}</label>`;

/**
 * The page of every link, the same bytes for everybody: nothing on it depends on the link, on the visitor, or on a table. It
 * holds all three languages, because to choose one on the server would need another request, and that would lose what stands
 * behind the `#`. The form has no action: without script it goes to its own address, which may hold a rewritten token.
 */
export const doorPage = (): Html => html`<!doctype html>
<html lang="vi">
<head>
${head('vi', doorCopy('vi').title)}
</head>
<body>
<header class="band"><div class="wrap"><strong>${inAllCommon((copy) => copy.service)}</strong>
<fieldset class="tongues"><legend class="away">${inAll((copy) => copy.languages)}</legend>${languages.map(languageChoice)}</fieldset>
</div></header>
<main id="main" class="wrap">
<h1>${inAll((copy) => copy.title)}</h1>
<p>${inAll((copy) => copy.lead)}</p>
<form id="open" method="post">
<input type="hidden" name="token" id="token" value="">
<div class="field"><label for="mailbox">${inAll((copy) => copy.mailbox)}</label>
<span class="hint" id="mailbox-hint">${inAll((copy) => copy.mailboxHint)}</span>
<input id="mailbox" name="mailbox" ${mailboxAttributes} aria-describedby="mailbox-hint" required></div>
<div class="actions"><button>${inAll((copy) => copy.open)}</button></div>
</form>
<div class="notice"><h2>${inAll((copy) => copy.noMail)}</h2>
<p>${inAll((copy) => copy.noMailText)}</p></div>
</main>
<footer class="foot"><div class="wrap"><p>${inAllCommon((copy) => copy.foot)}</p></div></footer>
<script>${raw(doorScript.code)}</script>
</body>
</html>
`;

/** No capitals and no corrections while typing an address. */
const mailboxInput =
  'type="email" inputmode="email" autocomplete="email" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="254"';
const mailboxAttributes = raw(mailboxInput);

const mailboxField = (copy: DoorCopy, value: string, mistake: string): Html =>
  textField({
    name: 'mailbox',
    label: copy.mailbox,
    hint: copy.mailboxHint,
    value,
    mistake,
    attributes: `${mailboxInput} required`,
  });

/** The form again, after an address that cannot be one. */
export function mailboxWrongPage(language: Language, token: string, mailbox: string): View {
  const copy = doorCopy(language);
  const words = copy.mailboxWrong;
  const body = html`${mistakeList(language, [{ field: 'mailbox', words }])}<h1>${copy.title}</h1>
<form method="post" action="/r">
<input type="hidden" name="token" value="${token}">
${mailboxField(copy, mailbox, words)}
<div class="actions"><button>${copy.open}</button></div>
</form>`;
  return { language, title: copy.title, body, path: sameAgain(token, mailbox), wrong: true };
}

/** Nothing but the page itself holds what somebody brought to the door. */
const sameAgain = (token: string, mailbox: string): Onward => ({ action: '/r/language', fields: { token, mailbox } });

/**
 * One answer for unknown, revoked and foreign mailbox, the same to the byte but for the token and the mailbox that came in: most
 * mistype, and try again first. Both other ways go by a mail, which reaches its owner whichever of the three it was.
 */
export function refusedPage(language: Language, token: string, mailbox: string): View {
  const copy = doorCopy(language);
  const body = html`${mistakeList(language, [{ field: 'mailbox', words: copy.refusedField }])}<h1>${copy.refused}</h1>
<p>${copy.refusedText}</p>
<form method="post" action="/r">
<input type="hidden" name="token" value="${token}">
${mailboxField(copy, mailbox, copy.refusedField)}
<div class="actions"><button>${copy.openAgain}</button></div>
<p>${copy.refusedWays}</p>
<div class="actions"><button class="second" formaction="/r/ask">${copy.mailCode}</button> <button class="second" formaction="/r/lost">${copy.mailLink}</button></div>
</form>`;
  return { language, title: copy.refused, body, path: sameAgain(token, mailbox), wrong: true };
}

/** The code was tried too often, or never was one: no try more is offered, only another code. */
export function codeSpentPage(language: Language): View {
  const copy = doorCopy(language);
  const body = html`<h1>${copy.codeSpent}</h1><p>${copy.codeSpentText}</p>
<p class="actions"><a class="button" href="/r">${copy.codeAnew}</a></p>`;
  return { language, title: copy.codeSpent, body, path: '/r/code', wrong: true };
}

export function codePage(language: Language, wrong = false): View {
  const copy = doorCopy(language);
  const body = html`${mistakeList(language, wrong ? [{ field: 'code', words: copy.codeWrong }] : [])}<h1>${copy.codeTitle}</h1>
<p>${copy.codeText}</p>
<p class="quiet">${copy.codeWhy}</p>
<form method="post" action="/r/code">
${textField({
  name: 'code',
  label: copy.code,
  ...(wrong ? { mistake: copy.codeWrong } : {}),
  attributes: 'class="digits" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required',
})}
<div class="actions"><button>${copy.goOn}</button></div>
</form>
<div class="notice"><h2>${copy.noCode}</h2>
<p>${copy.noCodeText} <a href="/r">${copy.newCode}</a>.</p></div>`;
  return { language, title: copy.codeTitle, body, path: '/r/code', ...(wrong ? { wrong } : {}) };
}

const plainPage = (language: Language, title: string, texts: readonly string[], path: string): View => ({
  language,
  title,
  body: html`<h1>${title}</h1>
${texts.map((text) => html`<p>${text}</p>`)}`,
  path,
});

export function sentPage(language: Language): View {
  const copy = doorCopy(language);
  return plainPage(language, copy.sentTitle, [copy.sentText, copy.sentMore], '/r/sent');
}

export function leftPage(language: Language): View {
  const copy = doorCopy(language);
  return plainPage(language, copy.leftTitle, [copy.leftText], '/r/left');
}
