import { html } from 'hono/html';
import { type Html, inlineScript } from '../html.ts';
import type { Work } from './work.ts';

/** Copies of what was typed lie under this prefix and the page's path: erased when the page is saved, or after a day. */
const sweeping = `
  var store, pre = 'draft:';
  try { store = localStorage; } catch (e) {}
  function drop(k) { if (store) store.removeItem(k); }
  function read(k) { try { return JSON.parse(store.getItem(k)); } catch (e) {} }
  var saved = document.querySelector('[data-saved]');
  if (saved) drop(pre + saved.getAttribute('data-saved'));
  for (var i = store ? store.length : 0; i--;) {
    var k = store.key(i), old = k.indexOf(pre) === 0 && read(k);
    if (old && !(Date.now() - old.t < 86400000)) drop(k);
  }`;

const small = (code: string): string => code.replaceAll(/\n\s+/g, '\n');

/** For pages that only follow a save. */
export const sweep = inlineScript(
  small(`(function () {${sweeping}
})();`),
);

/**
 * Comfort for whoever has script: what is typed is saved while they write, and until a save has been answered a copy stays on the
 * device (24 hours at most), so that a tunnel or a closed browser loses nothing. In the words of 2014, for old telephones.
 * `fresh`: the page shows what the server has, so a copy that says the same is of no more use.
 */
export const autosave = inlineScript(
  small(`
(function () {${sweeping}
  function el(id) { return document.getElementById(id); }
  var form = el('answer'), note = el('copy');
  var timer, busy, stop, after, pressed, key = pre + location.pathname;
  if (!form || !window.fetch) return;
  function own(name) { return !/^(csrf|version|opened|seconds|command)$/.test(name); }
  function typed() {
    var list = [];
    new FormData(form).forEach(function (v, n) { if (own(n) && v) list.push([n, v]); });
    return JSON.stringify(list);
  }
  function say(words) { el('kept').textContent = words || ''; }
  function warn(name) { say(form.getAttribute('data-' + name)); }
  var first = typed(), copy = store && read(key);
  if (copy && copy.f === first) { if (form.hasAttribute('data-fresh')) drop(key); }
  else if (copy) {
    note.hidden = false;
    el('copy-drop').onclick = function () { drop(key); note.hidden = true; };
    el('copy-take').onclick = function () {
      var list = JSON.parse(copy.f);
      [].forEach.call(form.elements, function (f) {
        if (!f.name || !own(f.name) || f.tagName === 'BUTTON') return;
        var mine = list.filter(function (p) { return p[0] === f.name; }).map(function (p) { return p[1]; });
        if (/radio|checkbox/.test(f.type)) f.checked = mine.indexOf(f.value) >= 0; else f.value = mine[0] || '';
      });
      note.hidden = true;
      changed();
    };
  }
  function save() {
    clearTimeout(timer);
    var now = typed();
    if (busy || stop || now === first) return;
    busy = true;
    var body = new URLSearchParams(new FormData(form));
    body.set('go', 'auto');
    fetch(form.action, { method: 'POST', body: body, keepalive: body.toString().length < 60000, credentials: 'same-origin' })
      .then(function (r) {
        stop = r.status === 409;
        if (!r.ok) throw stop;
        return r.json();
      })
      .then(function (r) {
        form.elements.version.value = r.version;
        first = now;
        if (typed() === now) drop(key); else timer = setTimeout(save, 4000);
        say(r.said);
      })
      .catch(function () { warn(stop ? 'stale' : 'unsaved'); })
      .then(function () { busy = false; if (after) after.click(); });
  }
  function changed() {
    try { if (store) store.setItem(key, JSON.stringify({ t: Date.now(), f: typed() })); } catch (e) {}
    clearTimeout(timer);
    timer = setTimeout(save, 4000);
  }
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('click', function (e) { if (e.target.name === 'go') pressed = e.target; });
  form.addEventListener('submit', function (e) {
    clearTimeout(timer);
    if (busy && !after) { after = pressed || form.querySelector('button'); e.preventDefault(); }
  });
})();`),
);

/** What the script says, in the reader's language. */
export const autosaveWords = ({ copy }: Work, fresh: boolean): Html =>
  html`data-unsaved="${copy.auto.unsaved}" data-stale="${copy.auto.stale}"${fresh ? ' data-fresh' : ''}`;

/** Where the copy lay of what has just been saved. */
export const savedMark = (path: string): Html => html` data-saved="${path}"`;
