import { acceptedHeadings, type Field, fieldsOf, type Kind, requiredFields } from '#domain/roster-columns.ts';

/** The columns of a roster for the help of `import`; docs/roster.md says the same at more length. */

const contents: { readonly [field in Field]: string } = {
  kind: 'committee | member (cấp ủy | đảng viên)',
  id: 'A–Z a–z 0–9 - _, at most 64; leading zeros count',
  name: 'text, at most 200 letters',
  level: 'cell | commune | province | workplace (chi bộ | xã, phường | tỉnh | nơi công tác)',
  parentId: 'the id of the committee above',
  channel: 'mailbox | ward | paper (hộp thư | qua phường | giấy); empty: mailbox',
  mailbox: 'one address, name@domain',
  secondContact: 'a telephone number or an address',
  language: 'vi | en | fr; empty: vi',
  birthDate: 'dd/mm/yyyy, yyyy-mm-dd, mm/yyyy or yyyy; see --dates',
  workplaceId: 'the id of a committee; may be empty',
  residenceId: 'the id of a committee; may be empty',
  category: 'A | B; a row of category C is refused and nothing of it is kept',
  since: 'as the birth date',
};

/** The plainest English and Vietnamese heading; the first Vietnamese one is the first beyond ASCII. */
const headingsOf = (field: Field, kind: Kind): string => {
  if (field === 'id') return kind === 'member' ? 'id, mã đảng viên' : 'id, mã';
  const words = acceptedHeadings[field];
  const vietnamese = words.find((word) => /[^ -~]/.test(word));
  return [words[0], vietnamese].filter(Boolean).join(', ');
};

const linesOf = (kind: Kind): string[] =>
  fieldsOf[kind].map((field) => {
    const must = requiredFields[kind].includes(field) ? '*' : ' ';
    return `  ${must} ${headingsOf(field, kind).padEnd(31)}  ${contents[field]}`;
  });

export const rosterNotes: readonly string[] = [
  'The first row names the columns, in any order, with or without accents (* must be there).',
  '',
  'Committees:',
  ...linesOf('committee'),
  '',
  'Members:',
  ...linesOf('member'),
  '',
  'Both in one file: two sheets of a workbook, one table under the other in a CSV, or a column more:',
  `    ${headingsOf('kind', 'member').padEnd(31)}  ${contents.kind}`,
  '',
  'docs/roster.md tells every heading, every word, and what happens to a row that is wrong.',
];
