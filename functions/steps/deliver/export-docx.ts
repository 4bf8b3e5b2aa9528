import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { OpenCycle } from '#domain/cycle.ts';
import { dateShown } from '#domain/written-date.ts';
import type { Telling } from './in-words.ts';
import { type EvaluationRow, type Rows, xmlText } from './rows.ts';

/** One section a member, each on a page of its own, to be filed with the member's papers. */
export async function docxOf(
  { cycle, telling }: Omit<Rows, 'rows'>,
  rows: readonly EvaluationRow[],
): Promise<Uint8Array> {
  const sections = rows.map((row) => ({ children: memberParagraphs(cycle, telling, row) }));
  const document = new Document({
    title: telling.words.title,
    creator: '',
    styles: { default: { document: { run: { font: 'Times New Roman', size: 26 } } } },
    sections: sections.length > 0 ? sections : [{ children: [plain(telling.words.title)] }],
  });
  return Packer.toBuffer(document);
}

function memberParagraphs(
  cycle: OpenCycle,
  telling: Telling,
  { evaluated, told, workplace }: EvaluationRow,
): Paragraph[] {
  const { words } = telling;
  const { member, released } = evaluated;
  const { heads, columns } = words;
  const fact = (name: string, value: string) => paragraph(run(`${name}: `), run(value, true));
  const block = (head: string, texts: readonly string[]) => [heading(head), ...texts.map(plain)];
  const { answer } = told;
  const said = answer?.said.flatMap(({ heading: about, level, reason }, n) => [
    paragraph(run(`${n + 1}. ${about}: `), run(level, true)),
    ...(reason ? [plain(reason)] : []),
  ]);
  const commentHead = answer?.plain === undefined ? heads.comment : heads.notHere;
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(words.title)] }),
    plain(words.stamp(cycle.plan.title, telling.zone)),
    fact(columns.name, member.name),
    fact(columns.birthDate, dateShown(member.birthDate)),
    fact(columns.workplace, workplace),
    fact(columns.residence, released.evaluation.committeeName),
    fact(columns.outcome, told.outcome),
    ...(answer ? [heading(commentHead), ...(said ?? [])] : []),
    ...[answer?.plain, told.removed, answer?.sources].flatMap((text) => (text ? [plain(text)] : [])),
    ...(answer?.remark ? block(heads.remark, [answer.remark]) : []),
    ...(told.how.length > 0 ? block(heads.how, told.how) : []),
    ...(told.attendance ? block(heads.attendance, [told.attendance]) : []),
    ...(told.view ? block(heads.view, [told.view]) : []),
    ...block(heads.told, [told.told]),
    ...block(heads.coverage, told.coverage),
    plain(words.noGrade),
  ];
}

const run = (text: string, bold = false): TextRun => new TextRun({ text: xmlText(text), bold });
const paragraph = (...children: TextRun[]): Paragraph => new Paragraph({ children });
const heading = (text: string): Paragraph => new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run(text)] });

/** Line breaks stay within the paragraph, so that a text reads as it was typed. */
const plain = (text: string): Paragraph =>
  paragraph(
    ...xmlText(text)
      .split('\n')
      .map((line, n) => new TextRun({ text: line, ...(n > 0 ? { break: 1 } : {}) })),
  );
