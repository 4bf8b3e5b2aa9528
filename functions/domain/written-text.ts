/**
 * Text as people write it in spreadsheets: two ways to compose the same letter, invisible characters, non-breaking spaces.
 * Names are kept as written in NFC; every comparison is made on a key derived here, never on the name.
 */

const plainAscii = /^[!-~]+(?: [!-~]+)*$/;
const invisible = /[\u00AD\u200B\u2060\uFEFF]/g;
const spaces = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+/g;
const directionOverride = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
// A line break is allowed inside a cell; every other control character is not.
const control = /[\p{Cc}\u2028\u2029]/u;
/** Vietnamese needs two marks a letter when decomposed, emoji and Indic scripts a few more. */
const tooManyMarks = /\p{M}{7,}/u;
/** UTF-8 read as Windows-1252 and saved again: `Nguyá»…n`. No word of Vietnamese, English or French has these pairs. */
const readTwice = /á[»º]|Ã[\u0080-\u00BF]|Æ°|Ä‘/;

export type TextFault =
  | 'invalid-utf8'
  | 'control-character'
  | 'direction-override'
  | 'too-many-marks'
  | 'garbled-letters'
  | 'too-long';

/** Line breaks as `\n`, runs of spaces as one, nothing invisible, NFC. */
export const tidy = (text: string): string => {
  if (plainAscii.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(spaces, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
    .normalize('NFC');
};

/** Why a text cannot be kept, looked for before it is normalised: ten thousand marks would make that slow. */
export const textFault = (text: string, longest: number): TextFault | undefined => {
  if (text.length <= longest && plainAscii.test(text)) return undefined;
  if (text.includes('\uFFFD') || !text.isWellFormed()) return 'invalid-utf8';
  if (tooManyMarks.test(text)) return 'too-many-marks';
  if (text.length > longest * 4) return 'too-long';
  if (directionOverride.test(text)) return 'direction-override';
  if (control.test(text.replace(/[\r\n\t]/g, ''))) return 'control-character';
  if (readTwice.test(text)) return 'garbled-letters';
  return tidy(text).length > longest ? 'too-long' : undefined;
};

/** For searching by name: without accents, `đ` as `d`, lower case. `Đỗ Thị Hòa` is found by `do thi hoa`. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();

/** For matching headings and fixed words: letters and digits only, so that `Ngày_sinh`, `ngay sinh` and `NgàySinh` meet. */
export const foldedWord = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]/gu, '');

const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * The same for two spellings that differ only in where the tone stands (`hoà`, `hòa`), which NFC keeps apart: each word's
 * tone is moved to its end.
 */
export const toneKey = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .split(' ')
    .map((word) => word.replace(toneMarks, '') + (word.match(toneMarks) ?? []).join(''))
    .join(' ');
