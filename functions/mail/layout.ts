import { html, raw } from 'hono/html';
import type { Officer } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import { mailCopy } from './copy/index.ts';
import { type Block, contactWords, type Parts, type Row, type Say } from './parts.ts';

/**
 * One letter for every kind. Styles stand in the elements because old mail programs drop the rest; the button is a link with
 * thick borders, which the same programs draw as a button where they ignore padding.
 */
const ink = 'color:#1f1b18';
const font = 'font-family:Arial,Helvetica,sans-serif';
const P = raw('margin:0 0 16px');
const HEADING = raw('margin:28px 0 12px;font-size:20px;line-height:1.3');
const ROWS = raw('margin:0 0 20px;padding:12px 16px;background:#faf6ef;border-left:5px solid #951b1e');
const ROW = raw('margin:0 0 6px');
const LABEL = raw('color:#57504a');
const LIST = raw('margin:0 0 20px;padding:0 0 0 24px');
const CODE = raw('margin:0 0 20px;font-size:34px;font-weight:bold;letter-spacing:2px');
const BUTTON = raw(
  'display:inline-block;background:#951b1e;color:#ffffff;border:solid #951b1e;border-width:13px 24px;border-radius:6px;font-size:19px;font-weight:bold;text-decoration:none',
);
const PLAIN = raw('margin:0 0 20px;font-size:15px;color:#57504a');
const PLAIN_LINK = raw('color:#6f1114;word-break:break-all');
const FOOT = raw('margin:28px 0 0;padding:16px 0 0;border-top:1px solid #8a8178');

const headOf = (language: Language): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>`;
const MIDDLE = raw(`</title>
</head>
<body style="margin:0;padding:0;background:#ffffff">
<div style="max-width:600px;margin:0 auto;padding:20px 16px 32px;${font};font-size:18px;line-height:1.55;${ink}">
`);
const END = raw('\n</div>\n</body>\n</html>\n');

const HEADS = { vi: raw(headOf('vi')), en: raw(headOf('en')), fr: raw(headOf('fr')) };
const feet = (language: Language) => ({
  never: html`<p style="${P}">${mailCopy[language].never}</p>`,
  plainLink: html`${mailCopy[language].plainLink}`,
});
const CONSTANT = { vi: feet('vi'), en: feet('en'), fr: feet('fr') };

const rowHtml = (colon: string, [label, value]: Row) =>
  html`<p style="${ROW}"><span style="${LABEL}">${label}${colon}</span> <strong>${value}</strong></p>
`;

function blockHtml(block: Block, language: Language) {
  switch (block.is) {
    case 'paragraph':
      return html`<p style="${P}">${block.text}</p>
`;
    case 'heading':
      return html`<h2 style="${HEADING}">${block.text}</h2>
`;
    case 'rows':
      return html`<div style="${ROWS}">
${block.rows.map((row) => rowHtml(mailCopy[language].colon, row))}</div>
`;
    case 'list':
      return html`<ul style="${LIST}">
${block.items.map((item) => html`<li style="${ROW}">${item}</li>\n`)}</ul>
`;
    case 'code':
      return html`<p style="${CODE}">${block.code}</p>
`;
    case 'link':
      return html`<p style="${ROW}"><a href="${block.url}" style="${BUTTON}">${block.words}</a></p>
<p style="${PLAIN}">${CONSTANT[language].plainLink}<br><a href="${block.url}" style="${PLAIN_LINK}">${block.url}</a></p>
`;
  }
}

export async function htmlOf(parts: Parts, { copy, language }: Say, officer: Officer | undefined): Promise<string> {
  const { never } = CONSTANT[language];
  const page =
    await html`${HEADS[language]}${parts.subject}${MIDDLE}<p style="${P}"><strong>${parts.greeting}</strong></p>
${parts.blocks.map((block) => blockHtml(block, language))}<div style="${FOOT}">
${officer ? html`<p style="${P}">${contactWords(copy, officer)}</p>\n` : ''}${never}
<p style="${P}">${copy.closing}${officer ? html`<br>${officer.name}` : ''}</p>
</div>${END}`;
  return page.toString();
}
