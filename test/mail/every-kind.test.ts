import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#domain/language.ts';
import { mailCopy } from '#mail/copy/index.ts';
import type { Letter } from '#ports';
import { linkOfToken } from '#records/links.ts';
import { mailboxOpens } from '#records/mailboxes.ts';
import type { MailKind } from '#records/outbox.ts';
import { everyKind, expectedLinks } from './every-kind.ts';
import { base, type Story } from './story.ts';

const languages = ['vi', 'en', 'fr'] as const;
type Letters = { readonly [kind in MailKind]: Letter };
const told = {} as { [language in Language]: { readonly story: Story; readonly letters: Letters } };

beforeAll(async () => {
  for (const language of languages) told[language] = await everyKind(language);
});

const kinds = [...(Object.keys(expectedLinks) as (keyof typeof expectedLinks)[]), 'test' as const];
const everyLetter = languages.flatMap((language) => kinds.map((kind) => ({ language, kind })));
const aboutRequests = ['request', 'reminder', 'extended', 'sentBack', 'receipt', 'cancelled'] as const;

/** As a reader sees it: one space for any, so that a line may break anywhere. */
const plain = (text: string): string => text.replace(/\s+/g, ' ');
const visible = (html: string): string =>
  plain(
    html
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
const hrefs = (html: string): string[] => [...html.matchAll(/ href="([^"]*)"/g)].map(([, url]) => url ?? '');

describe.each(everyLetter)('a $kind in $language', ({ language, kind }) => {
  const letter = () => told[language].letters[kind];

  it('is addressed, and answered to the officer', () => {
    const { to, from, replyTo, language: written, subject, kind: sent, id } = letter();
    expect(to).toMatch(/^\w+@\w+\.example$/);
    expect(from).toEqual({ name: 'Ban Tổ chức', address: 'nhanxet@tinh.example' });
    expect({ replyTo, written, sent }).toEqual({ replyTo: 'phutrach@tinh.example', written: language, sent: kind });
    expect(id).toMatch(/^[\w-]{26}$/);
    expect(subject.startsWith(`${mailCopy[language].prefix} `)).toBe(true);
    expect(subject).toMatch(/^[^\p{Cc}]{20,120}$/u);
  });

  it('says all its words, and the same in both parts', () => {
    const { text, html } = letter();
    for (const part of [text, html]) expect(part).not.toMatch(/undefined|NaN|Invalid|\[object|\$\{/);
    expect(html).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}">`));
    const { never, closing } = mailCopy[language];
    for (const part of [plain(text), visible(html)]) {
      expect(part).toContain(never);
      expect(part).toContain(closing);
      expect(part).toContain('0238 000 0012');
      expect(part).toContain('Nguyễn Thị Phụ Trách');
    }
    const shown = visible(html);
    for (const paragraph of text.split('\n\n').filter((p) => !/^(- |== |https:)/.test(p) && !p.includes('/r#')))
      expect(shown.replaceAll(' ', '')).toContain(paragraph.replace(/\s/g, '').replace(/:https.*$/, ''));
  });

  it('keeps its text part within 78 columns, links apart', () => {
    for (const line of letter().text.split('\n'))
      if (!line.startsWith('https://')) expect(line.length, line).toBeLessThanOrEqual(78);
  });

  it('carries exactly the links it should, and its recipient may open them', async () => {
    const { links, html, text, to } = letter();
    expect(hrefs(html)).toEqual(links.flatMap((url) => [url, url]));
    expect(text.split('\n').filter((line) => line.startsWith('http'))).toEqual(links);
    if (kind === 'test') return expect(links).toEqual([`${base}/r/test/abc`]);
    const { table } = told[language].story.world;
    const opened = [];
    for (const url of links) {
      const [, token = ''] = /^https:\/\/nhanxet\.example\/r#([\w-]{43})$/.exec(url) ?? [];
      const link = await linkOfToken(table, token);
      // The link of the committee that changed its mailbox ended with it, and all that were mailed before.
      if (link) expect(await mailboxOpens(table, to, link)).toBe(true);
      opened.push(link && { kind: link.kind, id: link.id });
    }
    const expected = expectedLinks[kind].map((subject) =>
      subject.kind === 'request' && kind !== 'link' ? undefined : subject,
    );
    expect(opened).toEqual(expected);
  });
});

/** The zone of these cycles as a reader there calls it. */
const zoneNames = { vi: 'giờ Việt Nam', en: 'Vietnam time', fr: 'heure du Viêt Nam' };

describe.each(languages)('every mail about a request in %s', (language) => {
  it.each(aboutRequests)('says in a %s which cycle, how many members and who announced it', (kind) => {
    const { text, html } = told[language].letters[kind];
    for (const part of [plain(text), visible(html)]) {
      expect(part).toContain('Lấy ý kiến nhận xét cuối năm 2026');
      expect(part).toContain('năm 2026');
      expect(part).toContain('Chi bộ khối 5, phường Trường Vinh');
      expect(part).toContain('12-CV/TU');
      expect(part).toMatch(/ 23\b/);
      expect(part).toContain(kind === 'cancelled' ? '' : zoneNames[language]);
    }
  });

  it('says in the first that no account is needed', () => {
    for (const sentence of mailCopy[language].how)
      expect(plain(told[language].letters.request.text)).toContain(sentence);
  });
});

describe('counts and dates', () => {
  const text = (kind: MailKind, language: Language = 'vi') => plain(told[language].letters[kind].text);
  const subject = (kind: MailKind, language: Language = 'vi') => told[language].letters[kind].subject;

  it('stand in the subject', () => {
    expect(subject('request')).toBe('[Nhận xét nơi cư trú] 23 đảng viên – hạn 30/11/2026');
    expect(subject('request', 'en')).toBe('[Residence comments] 23 members – due 30 Nov 2026');
    expect(subject('request', 'fr')).toBe('[Avis de résidence] 23 membres – échéance 30/11/2026');
    expect(subject('reminder')).toContain('còn 20 trong 23 đảng viên – hạn 30/11/2026');
    expect(subject('extended')).toContain('Gia hạn đến 02/12/2026, còn 20 đảng viên');
    expect(subject('sentBack')).toContain('1 nhận xét để bổ sung – hạn 02/12/2026');
    expect(subject('receipt')).toContain('4 đảng viên, ngày 20/11/2026');
    expect(subject('toConfirm')).toContain('4 nhận xét chờ đảng ủy xác nhận – hạn 07/12/2026');
    expect(subject('halfTime')).toContain('2 chi bộ chưa mở liên kết');
    expect(subject('evaluations')).toContain('39 đảng viên');
  });

  it('are written with weekday, zone and days left', () => {
    expect(text('request')).toContain('hết ngày thứ Hai, 30/11/2026 (giờ Việt Nam), còn 28 ngày');
    expect(text('request', 'en')).toContain('Monday 30 November 2026 (Vietnam time), 28 days left');
    expect(text('request', 'fr')).toContain('lundi 30 novembre 2026 (heure du Viêt Nam), il reste 28');
    expect(text('receipt')).toContain('14:32 ngày 20/11/2026 (giờ Việt Nam)');
    expect(text('overdue')).toContain('đã quá hạn 2 ngày');
  });

  it('tell what is finished but not sent, and what was sent back with a date of its own', () => {
    expect(text('reminder')).toContain('20 đảng viên, trong đó 1 đã viết xong nhưng chưa gửi, 1 được trả lại');
    expect(text('sentBack')).toContain('Trả lại để bổ sung: nhận xét về 1 đảng viên');
    expect(text('sentBack')).toContain('02/12/2026 (giờ Việt Nam), còn 12 ngày');
    expect(text('sentBack')).toContain('Còn phải gửi: nhận xét về 19 đảng viên');
    expect(text('extended')).not.toContain('Hạn gửi lại');
  });

  it('tell the ward who is meant, and the province no names of cells', () => {
    expect(text('packs')).toContain('- Chi bộ xóm 2: 4 đảng viên, hạn 30/11/2026');
    expect(text('halfTime')).not.toContain('Chi bộ xóm 2');
    expect(text('overdue')).toContain(
      'Chi bộ khối 5, phường Trường Vinh: hạn 02/12/2026, còn 20 đảng viên, đã mở liên kết',
    );
    expect(text('overdue')).not.toContain('Chi bộ khối 10');
    expect(text('unreachable')).toContain('Chi bộ khối 10: còn 12 đảng viên');
    expect(text('counts')).toContain('Đảng ủy phường Trường Vinh: 0 trong 3 chi bộ đã xong; 2 quá hạn');
    expect(text('counts')).not.toContain('Chi bộ khối');
  });

  it('show a code in two groups of four', () => {
    for (const language of languages) {
      expect(told[language].letters.code.text).toContain('1234 5678');
      expect(told[language].letters.code.html).toContain('>1234 5678<');
      expect(told[language].letters.code.subject).not.toMatch(/\d{4}/);
    }
  });
});
