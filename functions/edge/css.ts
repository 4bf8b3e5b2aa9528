import { sha256 } from '#records/hash.ts';

/**
 * The one stylesheet, served under a name that changes with its content. Written for a cheap phone in an old hand: large type
 * that follows the reader's own setting, targets of 48 px, one column, no shadow or motion that carries meaning, every state
 * told by words or shape as well as by colour. Custom properties only where a browser of 2017 has them too.
 */
const css = `
:root { --ink: #1f1b18; --soft: #57504a; --line: #8a8178; --hair: #e2dad0; --paper: #fff; --warm: #faf6ef; --red: #951b1e;
  --deep: #6f1114; --green: #1c5a36; --amber: #7a4a00; --gold: #e0b13c; }
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 118.75%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { display: flex; flex-direction: column; min-height: 100vh; margin: 0; color: var(--ink); background: var(--paper); line-height: 1.55;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word; }
.wrap { width: 100%; max-width: 42rem; margin: 0 auto; padding: 0 1rem; }
.wide .wrap { max-width: 62rem; }
h1, h2, h3 { line-height: 1.3; margin: 1.6rem 0 .6rem; font-weight: 700; text-wrap: balance; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1.05rem; }
p, ul, ol, dl, table { margin: 0 0 1rem; } ul, ol { padding-left: 1.4rem; }
a { color: var(--deep); text-underline-offset: .18em; text-decoration-thickness: 1px; } a:hover { text-decoration-thickness: 3px; }
[hidden] { display: none !important; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 7px var(--gold); border-radius: 4px; }
main:focus { outline: none; box-shadow: none; }

.skip { position: absolute; left: -999rem; padding: .7rem 1rem; background: var(--paper); } .skip:focus { left: 0; top: 0; z-index: 2; }
.band { border-top: 8px solid var(--red); background: var(--warm); border-bottom: 1px solid var(--hair); box-shadow: inset 0 3px var(--gold); padding-top: 3px; }
.band .wrap { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1rem; min-height: 3.2rem; }
.band strong { padding: .5rem 0; } .band a { color: inherit; text-decoration: none; }
.place { color: var(--soft); font-size: .9rem; }
main { flex: 1; padding-bottom: 2.5rem; }
.foot { background: var(--warm); border-top: 1px solid var(--hair); padding: 1rem 0 1.5rem; font-size: .9rem; color: var(--soft); }
.foot form { display: flex; flex-wrap: wrap; gap: 0 .4rem; margin: 0 -.4rem; }

.button, button { display: inline-block; min-height: 48px; padding: .6rem 1.4rem; font: inherit; font-weight: 700; line-height: 1.3;
  text-align: center; text-decoration: none; color: #fff; background: var(--red); border: 2px solid var(--red); border-radius: 6px; cursor: pointer; }
.button:hover, button:hover { background: var(--deep); border-color: var(--deep); }
.second { color: var(--ink); background: var(--paper); border-color: var(--line); } .second:hover { color: var(--ink); background: var(--warm); border-color: var(--ink); }
.plain { color: var(--deep); background: none; border-color: transparent; padding: .6rem .4rem; font-weight: 400; text-decoration: underline; text-underline-offset: .18em; }
.plain:hover { color: var(--deep); background: none; border-color: transparent; text-decoration-thickness: 3px; }
.plain[aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; }
.actions { display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; margin: 1.4rem 0; }

.field { margin: 0 0 1.4rem; padding: 0; border: 0; min-width: 0; }
.field > label:not(.choice), legend { display: block; padding: 0; font-weight: 700; }
.hint { display: block; color: var(--soft); font-weight: 400; margin: .1rem 0 .35rem; }
input[type=text], input[type=email], input[type=tel], input[type=date], input[type=number], input[type=search], input:not([type]), select, textarea {
  display: block; width: 100%; min-height: 48px; padding: .55rem .7rem; font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--line); border-radius: 6px; }
input[type=email] { max-width: 30rem; } textarea { min-height: 7rem; resize: vertical; } .short { max-width: 14rem; }
.digits { max-width: 12rem !important; font-size: 1.5rem !important; letter-spacing: .12em; font-variant-numeric: tabular-nums; }
.wrong { border-left: 5px solid var(--red); padding-left: .9rem; } .wrong input, .wrong textarea, .wrong select { border-color: var(--red); }
.error { display: block; color: var(--red); font-weight: 700; margin: .1rem 0 .35rem; }
.choice { position: relative; display: block; min-height: 48px; padding: .62rem .8rem .62rem 3rem; margin: .4rem 0; border: 2px solid var(--hair); border-radius: 6px; cursor: pointer; }
.choice:hover { border-color: var(--line); }
.choice input { position: absolute; left: .8rem; top: .72rem; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--red); }
.choice:has(:checked) { border-color: var(--red); background: var(--warm); }

.errors, .notice { padding: .9rem 1rem; margin: 1.6rem 0; } .errors h2, .notice h2 { font-size: 1.1rem; margin: 0 0 .3rem; }
.errors { border: 3px solid var(--red); border-radius: 6px; }
.notice { border-left: 7px solid var(--gold); border-radius: 0 6px 6px 0; background: var(--warm); } .done { border-color: var(--green); }
.errors > :last-child, .notice > :last-child, .notice .actions { margin-bottom: 0; }

.rows { list-style: none; padding: 0; border-top: 1px solid var(--hair); } .rows > li { border-bottom: 1px solid var(--hair); }
.rows a { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .1rem 1rem; min-height: 48px; padding: .6rem .2rem; text-decoration: none; } .rows a:hover { background: var(--warm); }
.tag { display: inline-block; padding: .05rem .55rem; border: 1px solid currentColor; border-radius: 4px; font-size: .85rem; color: var(--soft); background: var(--paper); }
.tag.ok { color: var(--green); } .tag.due { color: var(--amber); } .tag.late { color: var(--red); font-weight: 700; }
.steps { color: var(--soft); margin: 1.4rem 0 -1rem; } progress { width: 100%; height: .8rem; accent-color: var(--red); }
dl.facts { border-top: 1px solid var(--hair); } .facts > div { padding: .5rem 0; border-bottom: 1px solid var(--hair); } .facts dt { color: var(--soft); } .facts dd { margin: 0; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .5rem .6rem .5rem 0; border-bottom: 1px solid var(--hair); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } .scroll { overflow-x: auto; }
details > summary { min-height: 44px; padding: .4rem 0; cursor: pointer; color: var(--deep); text-decoration: underline; text-underline-offset: .18em; }
.paper { margin: 2rem 0; border-top: 3px solid var(--gold); }
.quiet { color: var(--soft); } .away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; margin: 0; }

.tongues { position: relative; display: flex; flex-wrap: wrap; gap: 0 .2rem; margin: 0 -.5rem; padding: 0; border: 0; font-size: .9rem; }
.tongues label { display: flex; align-items: center; min-height: 44px; padding: 0 .5rem; border-bottom: 4px solid transparent; cursor: pointer; color: var(--deep); text-decoration: underline; text-underline-offset: .18em; }
.tongues :checked + label { color: var(--ink); font-weight: 700; text-decoration: none; border-color: var(--red); }
.tongues :focus-visible + label { outline: 3px solid var(--ink); box-shadow: 0 0 0 7px var(--gold); border-radius: 4px; }
.t:not([lang=vi]) { display: none; }
body:has(#in-en:checked) .t[lang=vi], body:has(#in-fr:checked) .t[lang=vi] { display: none; }
body:has(#in-en:checked) .t[lang=en], body:has(#in-fr:checked) .t[lang=fr] { display: inline; }

.said { white-space: pre-line; } mark { background: #fdf0c2; } .code { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.why, .moved, .when-met, .when-not-met, .when-minutes, .when-typed-in { margin: 0 0 1.4rem; padding-left: .9rem; border-left: 5px solid var(--gold); } .instead { margin: 0 0 1rem; }
ol.rows { counter-reset: row; } ol.rows > li { counter-increment: row; } ol.rows a { justify-content: flex-start; gap: .1rem .5rem; } ol.rows a::before { content: counter(row) "."; color: var(--soft); } ol.rows .tag { margin-left: auto; }
@supports selector(:has(a)) {
  .crit:not(:has([data-why]:checked, .why textarea:not(:placeholder-shown), .why .wrong)) .why, form:not(:has([data-moved]:checked)) .moved, form:has([data-instead]:checked) .judge,
  form:not(:has([value=met]:checked)) .when-met, form:not(:has([value=notMet]:checked)) .when-not-met, form:not(:has([value=minutes]:checked)) .when-minutes, form:not(:has([value=paper]:checked, [value=portal]:checked)) .when-typed-in { display: none; }
}
.sheet { margin: 2rem 0; padding: 1rem; border: 1px solid var(--line); } .sheet h2 { text-align: center; } .sheet table { table-layout: fixed; } .sheet th { width: 34%; font-weight: 400; } .rule { display: block; flex: 1; height: 1.4em; border-bottom: 1px dotted var(--ink); } .ruled { display: flex; } .tick { display: inline-block; margin-right: 1rem; }
.letterhead { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2rem; text-align: center; } .letterhead p, .confirm { flex: 1 1 14rem; text-align: center; }
@media (max-width: 30rem) { .actions .button, .actions button { width: 100%; } }
@media (min-width: 40rem) {
  h1 { font-size: 2rem; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; } .pair .facts > div { display: block; } .facts > div { display: grid; grid-template-columns: minmax(10rem, 1fr) 2fr; gap: 1rem; }
}
@media print {
  .leaf + .leaf { break-before: page; }
  html { font-size: 12pt; } body { display: block; min-height: 0; } .band { border-top: 0; background: none; } .foot, .skip, .actions, button, .no-print { display: none !important; }
  .wrap, .wide .wrap { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } .rows > li, tr, .field, .kept-together { break-inside: avoid; }
  .sheet { margin: 0; padding: 0; border: 0; break-after: page; font-size: 10.5pt; line-height: 1.35; } .sheet:last-child { break-after: auto; } main { padding: 0; } body:has(.sheet) .band { display: none; } .sheet h2 { margin: .4rem 0; font-size: 13pt; } .sheet p { margin: 0 0 .4rem; } .sheet th, .sheet td { padding: .25rem .4rem .25rem 0; } .confirm { padding-top: 3.5rem; }
}
@media (prefers-reduced-motion: no-preference) { .button, button { transition: background-color .12s; } }
`;

export const stylesheet = css.replaceAll(/\n\s*/g, '\n').trim();

export const stylesheetPath = `/style.${sha256(stylesheet).slice(0, 12)}.css`;
