import { sha256 } from '#records/hash.ts';

/** What only administrators' pages need, apart from the one sheet of all pages, so that no telephone of a committee loads it. */
const css = `
.console-nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.2rem; margin: 0 0 .4rem; padding: .2rem 0; border-bottom: 1px solid var(--hair); }
.console-nav a { display: inline-block; padding: .6rem 0; } .console-nav a[aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; }
.console-nav form { margin-left: auto; } .trail { color: var(--soft); } .trail a { display: inline-block; padding: .4rem 0; }
.wide .field, .wide main > p, .wide .notice, .wide .errors, .wide form > p { max-width: 44rem; }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 1.2rem; align-items: end; max-width: 44rem; }
.card { padding: .2rem 1rem .8rem; margin: 0 0 1rem; border: 1px solid var(--hair); border-radius: 6px; } .card h3 { margin-top: .8rem; } .card > :last-child { margin-bottom: 0; }
.scroll { margin: 0 0 1rem; } .scroll table { margin: 0; } .board { font-size: .95rem; } th, td { padding-right: 1rem; } thead th { vertical-align: bottom; }
.board td { white-space: nowrap; } .board .long, .board .folds { white-space: normal; }
.board th[scope=row] { min-width: 9rem; font-weight: 600; } tfoot th, tfoot td { border-top: 2px solid var(--line); border-bottom: 0; font-weight: 700; } th[colspan] { text-align: center; border-bottom-color: var(--line); }
.errors .actions, .card .actions { margin-bottom: 0; } .card .actions + p { margin-top: .9rem; }
.long { min-width: 15rem; } td input[type=checkbox] { width: 1.6rem; height: 1.6rem; margin: .1rem; accent-color: var(--red); } td label { display: inline-block; padding: .4rem; }
.mail { max-width: 44rem; padding: 1rem 1.2rem 0; margin: 0 0 1.4rem; border: 1px solid var(--line); border-radius: 6px; background: var(--warm); }
.timeline { list-style: none; padding: 0 0 0 1.1rem; border-left: 4px solid var(--hair); } .timeline li { margin: 0 0 .7rem; } .timeline p { margin: 0; } .timeline .post { padding-left: 1.1rem; font-size: .95rem; }
input[type=file] { display: block; width: 100%; max-width: 44rem; min-height: 48px; padding: .6rem; font: inherit; border: 2px dashed var(--line); border-radius: 6px; }
.qr { display: block; width: 17rem; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
@media (max-width: 40em) {
  .scroll thead { display: none; } .scroll table, .scroll tbody, .scroll tfoot, .scroll tr, .scroll th, .scroll td { display: block; }
  .scroll tr { padding: .5rem 0 .7rem; border-bottom: 2px solid var(--line); } .scroll tbody:first-child tr:first-child, .scroll thead + tbody tr:first-child { border-top: 2px solid var(--line); }
  .scroll th, .scroll td, .scroll tfoot th, .scroll tfoot td { padding: .2rem 0; border: 0; text-align: left; white-space: normal; } .board th[scope=row] { font-size: 1.05rem; } .scroll td:empty { display: none; }
  .scroll td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; } :lang(fr) .scroll td[data-label]:not([data-group])::before { content: attr(data-label) " : "; }
  .counts td.number { display: inline; font-weight: 700; } .counts td:not(:last-child)::after { content: "; "; font-weight: 400; } .counts td[data-group]::before { content: attr(data-group) " – " attr(data-label) ": "; } .counts td[data-group] ~ td[data-group]::before { content: "\\A" attr(data-group) " – " attr(data-label) ": "; white-space: pre-wrap; }
  .scroll .pick { float: left; padding: .1rem .8rem .1rem 0; }
}
code { font-size: 1rem; overflow-wrap: anywhere; } details { margin: 0 0 .3rem; } details[open] { padding-bottom: .4rem; } details > form { max-width: 44rem; }
`;

export const consoleStylesheet = css.replaceAll(/\n\s*/g, '\n').trim();

export const consoleStylesheetPath = `/console/style.${sha256(consoleStylesheet).slice(0, 12)}.css`;
