import type { Committee, CommitteeLevel } from './committee.ts';
import type { Language } from './language.ts';
import { readAddress } from './mail-address.ts';
import type { Category } from './member.ts';
import { type Field, fieldOf, type Kind } from './roster-columns.ts';
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

export const categoryWords = words<Category>({
  A: ['diện A', 'loại A', 'nhóm A', 'category A', 'ordinary'],
  B: ['diện B', 'loại B', 'nhóm B', 'category B', 'miễn sinh hoạt', 'exempt from activities'],
});

export const categoryOf = (cell: string): Category | undefined => categoryWords.get(foldedWord(cell.normalize('NFKC')));

/** Numbers, dates and ids, which most cells are, can be told quickly: too few letters for a word, and none to mean C. */
const fewLetters = /^(?:[ -@[-`{-~]*[A-Za-z]){0,4}[ -@[-`{-~]*$/;
const endsInC = /c[^a-z\d]*$/i;

const bare = new Map<string, string>();

const bareLetter = (letter: string): string => {
  const known = bare.get(letter);
  if (known !== undefined) return known;
  const made = foldedWord(letter.normalize('NFKC').replace(/[\p{Cf}\p{M}]/gu, ''));
  if (bare.size < 10_000) bare.set(letter, made);
  return made;
};

/** Letters and digits of whatever shape, without marks. Letter by letter, and each folded once: every name of a roster comes by. */
const bareWord = (cell: string): string => {
  let word = '';
  for (const letter of cell) word += bareLetter(letter);
  return word;
};

/**
 * Category C (exempt from introduction: secret identity, combat readiness) never enters, however it is written: full-width,
 * the Cyrillic or Greek letter of the same shape, as words. Where in doubt it is C, because the cost of being wrong is not the same.
 */
export const isSecret = (cell: string): boolean => {
  if (fewLetters.test(cell) && !endsInC.test(cell)) return false;
  const word = bareWord(cell);
  if (word === '' || categoryWords.has(word)) return false;
  return /^(?:(?:dien|loai|nhom|category|doituong)?[cсϲ]|.*(?:miengioithieu|exemptfromintroduction|secret|bimat|combatreadiness|sansangchiendau).*)$/u.test(
    word,
  );
};

/** Whether a cell says C wherever it stands: columns move, headings are forgotten. A mailbox (`secretary@…`) says nothing. */
export const marksSecret = (cell: string): boolean => isSecret(cell) && !('address' in readAddress(cell));

/** Words that are headings in one column and content in another: `hộp thư`, `nơi công tác`. */
const isContent = (cell: string): boolean => {
  const word = foldedWord(cell);
  return [kindWords, levelWords, channelWords, languageWords].some((known) => known.has(word));
};

const cannotBeHeading = /^\s*$|[\d@]/;

/** Whether a row among the data begins another table: two headings at least, of words that no cell of data has. */
export const readsAsHeadings = (cells: readonly string[]): boolean => {
  const fields = new Set<Field>();
  const words = cells.filter((cell) => cell.length <= 60 && !cannotBeHeading.test(cell));
  // From the end, because names stand in front and are the slowest to fold; most rows are told by a word or two.
  while (fields.size < 2 && fields.size + words.length >= 2) {
    const word = words.pop() ?? '';
    const field = fieldOf(word);
    if (field !== undefined && !isContent(word)) fields.add(field);
  }
  return fields.size >= 2;
};
