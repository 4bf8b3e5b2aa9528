import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyKind } from './every-kind.ts';
import { aStory } from './story.ts';

/** As HTML writes it. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const aName = fc
  .tuple(
    fc.constantFrom('Đỗ', 'Ừng', "O'", 'Lê <b>', '{{x}}', 'Ngô &', '"Hồ"', '=Vũ', 'Trần\u00a0'),
    fc.string({ unit: 'grapheme-composite', minLength: 4, maxLength: 12 }),
    fc.constantFrom('Ẩn Danh', 'Tên Riêng', '</div>'),
  )
  .map((words) => words.join(' '));

describe('a mail', () => {
  it('never holds the name of a member, whatever the name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aName, { minLength: 23, maxLength: 23 }),
        fc.constantFrom('vi' as const, 'en' as const, 'fr' as const),
        async (names, language) => {
          const { letters, story } = await everyKind(language, { names });
          expect(story.memberNames.length).toBeGreaterThan(30);
          for (const [kind, { subject, text, html }] of Object.entries(letters)) {
            const all = `${subject}\n${text}\n${html}`;
            for (const name of story.memberNames) {
              expect(all.includes(name), kind).toBe(false);
              expect(all.includes(escaped(name)), kind).toBe(false);
            }
            expect(all, kind).not.toContain('Lời nháp');
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  const hostile = [
    '<script>alert(1)</script>',
    '{{x}} <%= x %> %s',
    '</div><a href="https://evil.example/">Mở</a>',
    `"><img src=x onerror='alert(1)'>`,
    'Chi bộ\r\nBcc: evil@evil.example\u2028khối 5',
  ];

  it.each(hostile)('shows a committee named %j as text', async (committee) => {
    for (const language of ['vi', 'en', 'fr'] as const) {
      const { letters } = await everyKind(language, { committee });
      for (const { subject, html, links } of Object.values(letters)) {
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(html).not.toMatch(/<(script|img|iframe|style)\b/i);
        expect(html).not.toContain('<a href="https://evil');
        expect([...html.matchAll(/<a /g)]).toHaveLength(links.length * 2);
        expect([...html.matchAll(/<(\/?)div/g)].map(([, end]) => (end ? -1 : 1)).reduce((a, b) => a + b, 0)).toBe(0);
      }
      expect(letters.request.html).toContain(escaped(committee));
      expect(letters.request.text).toContain(committee.split(/[\s]/)[0]);
      expect(letters.request.text).not.toMatch(/^Bcc/m);
    }
  });

  it.each(hostile)('shows a cycle titled %j as text, on one line', async (title) => {
    const story = await aStory('vi', {
      title,
      period: title,
      officer: { name: title, telephone: title, replyTo: 'a@b.example', letterNumber: title },
    });
    await story.ask();
    await story.leave('request');
    await story.request('c1', { type: 'cancelled' });
    const { subject, html, text } = await story.letter('cancelled');
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(html).not.toMatch(/<(script|img|a)\b/);
    expect(text).not.toMatch(/^Bcc/m);
  });
});
