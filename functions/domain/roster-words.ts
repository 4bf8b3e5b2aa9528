import type { Committee, CommitteeLevel } from './committee.ts';
import type { Language } from './language.ts';
import type { Category } from './member.ts';
import type { Kind } from './roster-columns.ts';
import { foldedWord } from './written-text.ts';

/** The fixed words of a roster's cells, in Vietnamese and English, as people write them. */

const words = <Meaning extends string>(table: Record<Meaning, readonly string[]>): ReadonlyMap<string, Meaning> =>
  new Map(
    (Object.keys(table) as Meaning[]).flatMap((meaning) =>
      [meaning, ...table[meaning]].map((word) => [foldedWord(word), meaning] as const),
    ),
  );

export const kindWords = words<Kind>({
  committee: ['committees', 'cấp ủy', 'tổ chức đảng', 'danh sách cấp ủy'],
  member: ['members', 'đảng viên', 'danh sách đảng viên'],
});

export const levelWords = words<CommitteeLevel>({
  cell: ['residence cell', 'chi bộ', 'chi ủy', 'chi bộ nơi cư trú', 'chi ủy nơi cư trú'],
  commune: ['ward', 'xã', 'phường', 'xã, phường', 'đảng ủy xã', 'đảng ủy phường', 'đảng ủy xã, phường', 'đặc khu'],
  province: ['tỉnh', 'thành phố', 'tỉnh ủy', 'thành ủy', 'tỉnh, thành phố'],
  workplace: ['nơi công tác', 'cấp ủy nơi công tác', 'cơ quan', 'đơn vị', 'cơ quan, đơn vị'],
});

export const channelWords = words<Committee['channel']>({
  mailbox: ['email', 'e-mail', 'mail', 'hộp thư', 'thư điện tử', 'hộp thư điện tử'],
  ward: ['through the ward', 'phường', 'xã', 'qua phường', 'qua xã', 'qua đảng ủy phường', 'qua đảng ủy xã'],
  paper: ['giấy', 'bản giấy', 'bằng giấy', 'phiếu giấy'],
});

export const languageWords = words<Language>({
  vi: ['vietnamese', 'tiếng việt', 'vi-VN'],
  en: ['english', 'tiếng anh'],
  fr: ['french', 'français', 'tiếng pháp'],
});

const categoryWords = words<Category>({
  A: ['diện A', 'loại A', 'nhóm A', 'category A', 'ordinary'],
  B: ['diện B', 'loại B', 'nhóm B', 'category B', 'miễn sinh hoạt', 'exempt from activities'],
});

export const categoryOf = (cell: string): Category | undefined => categoryWords.get(foldedWord(cell.normalize('NFKC')));

const unreadableMarks = /[\p{Cf}\p{M}]/gu;

/**
 * Category C (exempt from introduction: secret identity, combat readiness) never enters, however it is written: full-width,
 * the Cyrillic or Greek letter of the same shape, as words. Where in doubt it is C, because the cost of being wrong is not the same.
 */
export const isSecret = (cell: string): boolean => {
  const word = foldedWord(cell.normalize('NFKC').replace(unreadableMarks, ''));
  if (word === '' || categoryWords.has(word)) return false;
  return /^(?:(?:dien|loai|nhom|category|doituong)?[cсϲ]|.*(?:miengioithieu|exemptfromintroduction|secret|bimat|combatreadiness|sansangchiendau).*)$/u.test(
    word,
  );
};
