import type { Comment, Reason } from '#domain/comment.ts';
import type { Committee } from '#domain/committee.ts';
import { criteriaFor, type Form, formOf, LATEST_FORM, type Level } from '#domain/form.ts';
import type { Member } from '#domain/member.ts';
import type { Signing } from '#domain/signing.ts';

/**
 * One cycle, the same for every contestant: 1 to 49 members a committee (some 25 on average), of whom seven in ten answer in
 * time, two after the reminder and one never. The plain rows keep it as it is; the exchange keeps the same people and texts
 * on its own form.
 */
export type Kind = 'intime' | 'late' | 'never';

export const sizeOf = (i: number): number => 1 + ((i * 37) % 49);
export const kindOf = (i: number): Kind => (i % 10 < 7 ? 'intime' : i % 10 < 9 ? 'late' : 'never');

export const numbers = (committees: number, kind?: Kind): number[] =>
  Array.from({ length: committees }, (_, i) => i).filter((i) => !kind || kindOf(i) === kind);

export const membersOf = (committees: number): number => numbers(committees).reduce((sum, i) => sum + sizeOf(i), 0);

/** How the drivers of the references ask: so many under way at once. */
export const WIDTH = 64;

export async function pool(items: readonly number[], each: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const hand = async () => {
    for (let n = next++; n < items.length; n = next++) await each(items[n] ?? 0);
  };
  await Promise.all(Array.from({ length: WIDTH }, hand));
}

const TEXT = 'Steady, helps the neighbours, speaks at meetings.';

/* As plain rows. */

export const plainAnswer = (i: number) => ({
  committee: i,
  answers: Array.from({ length: sizeOf(i) }, (_, m) => ({
    member: `c${i}m${m}`,
    text: TEXT,
    grade: 1 + ((i + m) % 5),
  })),
});
export const plainRequest = (i: number) => ({
  to: `committee${i}@example.org`,
  members: sizeOf(i),
  messageId: `msg-${i}`,
});
export const plainEvaluations = (i: number, answer: ReturnType<typeof plainAnswer> | undefined) =>
  Array.from({ length: sizeOf(i) }, (_, m) => ({
    member: `c${i}m${m}`,
    cycle: '2025-H2',
    workplaceFeedback: 'Meets the norm and trains two apprentices.',
    residence: answer?.answers[m] ?? null,
    status: answer ? 'complete' : 'without-residence',
  }));

/* On the form. */

/** As many cells to a ward and members to a workplace as in Vinh. */
const CELLS_A_WARD = 36;
const MEMBERS_A_WORKPLACE = 298;

export const wardOf = (i: number): string => `w${Math.floor(i / CELLS_A_WARD)}`;
export const cellOf = (i: number): string => `c${i}`;

export function* committeesOf(committees: number): Generator<Committee> {
  const common = { channel: 'mailbox', language: 'vi' } as const;
  yield { id: 'p', name: 'Tỉnh ủy', level: 'province', mailbox: 'province@example.org', ...common };
  for (let w = 0; w * CELLS_A_WARD < committees; w++)
    yield {
      id: `w${w}`,
      name: `Đảng ủy phường ${w}`,
      level: 'commune',
      parentId: 'p',
      mailbox: `ward${w}@example.org`,
      ...common,
    };
  for (const i of numbers(committees))
    yield {
      id: cellOf(i),
      name: `Chi bộ khối ${i}`,
      level: 'cell',
      parentId: wardOf(i),
      mailbox: plainRequest(i).to,
      ...common,
    };
  for (let e = 0; e < workplacesOf(committees); e++)
    yield {
      id: `e${e}`,
      name: `Đảng ủy cơ quan ${e}`,
      level: 'workplace',
      parentId: 'p',
      mailbox: `workplace${e}@example.org`,
      ...common,
    };
}

const workplacesOf = (committees: number): number => Math.ceil(membersOf(committees) / MEMBERS_A_WORKPLACE);

/** The cells that are wanted, each with its members made when it is come to. */
export function* cellsOf(
  committees: number,
  wanted: (committeeId: string) => boolean,
): Generator<{ committeeId: string; members: Member[] }> {
  const workplaces = workplacesOf(committees);
  let before = 0;
  for (const i of numbers(committees)) {
    const [first, committeeId] = [before, cellOf(i)];
    before += sizeOf(i);
    if (!wanted(committeeId)) continue;
    const members = Array.from(
      { length: sizeOf(i) },
      (_, m): Member => ({
        id: `c${i}m${m}`,
        name: `Đảng viên ${m} khối ${i}`,
        birthDate: '1980-05-19',
        workplaceId: `e${(first + m) % workplaces}`,
        residenceId: committeeId,
        category: 'A',
      }),
    );
    yield { committeeId, members };
  }
}

const FORM: Form = formOf(LATEST_FORM);
const [ATTENDANCE, ...OTHERS] = [...criteriaFor(FORM, 'A')].sort(
  (a, b) => Number(b.attendance ?? false) - Number(a.attendance ?? false),
);
const FACT_DATE = '2026-10-15';

const standing = (levels: readonly Level[], wanted: Level['standing']): string =>
  levels.find((level) => level.standing === wanted)?.id ?? '';

/** The workload's text, as a reason with a dated fact where its grade stands at an end, else as a remark. */
function commentWith(grade: number): Comment {
  const levels: Record<string, string> = {};
  for (const criterion of OTHERS) levels[criterion.id] = standing(criterion.levels, 'middle');
  const reasons: Record<string, Reason> = {};
  if (ATTENDANCE) {
    const end = grade === 1 ? 'bottom' : grade === 5 ? 'top' : 'middle';
    levels[ATTENDANCE.id] = standing(ATTENDANCE.levels, end);
    if (end !== 'middle') reasons[ATTENDANCE.id] = { text: TEXT, factDate: FACT_DATE };
  }
  const told = Object.keys(reasons).length > 0;
  return { kind: 'comment', levels, reasons, sources: ['meetings', 'front'], ...(told ? {} : { remark: TEXT }) };
}

const COMMENTS = [1, 2, 3, 4, 5].map(commentWith);

export const commentOf = (i: number, m: number): Comment => COMMENTS[(i + m) % 5] ?? commentWith(1);

export const signing: Signing = {
  metOn: '2026-11-02',
  participants: 'Nguyễn Văn Mẫu, Trần Thị Ví',
  front: { met: true, who: 'Lê Văn Dụ' },
  signer: 'Nguyễn Văn Mẫu',
  second: { way: 'minutes', number: '12-BB/CB' },
};
