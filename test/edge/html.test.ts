import { gzipSync } from 'node:zlib';
import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import { commonCopy } from '#edge/copy/common/index.ts';
import { doorCopy } from '#edge/copy/door/index.ts';
import { stylesheet } from '#edge/css.ts';
import { doorPage } from '#edge/door/pages.ts';
import { layout, mistakeList, textField } from '#edge/html.ts';
import { languages } from '#edge/language.ts';

const hostile = `"><script>alert(1)</script></div><a href='x'>{{x}}&`;
const inert = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/div&gt;&lt;a href=&#39;x&#39;&gt;{{x}}&amp;';

const text = async (made: ReturnType<typeof layout>): Promise<string> => (await made).toString();

describe('a page', () => {
  it('escapes everything that somebody typed (A18)', async () => {
    const page = await text(
      layout({
        language: 'vi',
        title: hostile,
        place: hostile,
        path: hostile,
        csrf: hostile,
        body: html`${mistakeList('vi', [{ field: hostile, words: hostile }])}
${textField({ name: 'a', label: hostile, hint: hostile, value: hostile, mistake: hostile })}
${textField({ name: 'b', label: 'B', value: hostile, rows: 3 })}<p>${hostile}</p>`,
      }),
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('</div><a');
    expect(page.split(inert)).toHaveLength(13);
  });

  it('keeps a first empty line of a text, which browsers drop', async () => {
    const area = await text(textField({ name: 'b', label: 'B', value: '\nsecond', rows: 3 }));
    expect(area).toContain('>\n\nsecond</textarea>');
  });

  it('ties a field to its label, hint and mistake', async () => {
    const field = await text(textField({ name: 'a', id: 'a-7', label: 'A', hint: 'hint', mistake: 'wrong' }));
    expect(field).toContain('<label for="a-7">');
    expect(field).toContain('aria-describedby="a-7-hint a-7-error" aria-invalid="true"');
  });

  it('says first that something is wrong', async () => {
    const page = await text(layout({ language: 'en', title: 'Open', path: '/', wrong: true, body: html`` }));
    expect(page).toContain('<title>Error: Open – Residence Exchange</title>');
  });

  it('is small: the stylesheet under 4 KB and the door under 3 KB on the line', async () => {
    expect(gzipSync(stylesheet).length).toBeLessThan(4096);
    expect(gzipSync(await text(doorPage())).length).toBeLessThan(3072);
  });
});

describe('the words', () => {
  it.each([
    ['of all pages', commonCopy],
    ['of the door', doorCopy],
  ] as const)('%s are there in every language, and not left in Vietnamese', (_, copy) => {
    const flat = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(flat);
    const vi = flat(copy('vi'));
    for (const language of languages) {
      const words = flat(copy(language));
      expect(words).toHaveLength(vi.length);
      for (const [i, word] of words.entries()) {
        expect(word.trim()).not.toBe('');
        if (language !== 'vi') expect(word).not.toBe(vi[i]);
      }
    }
  });
});
