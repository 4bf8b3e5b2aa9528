import type { Comment, Reason } from '#domain/comment.ts';
import type { Committee } from '#domain/committee.ts';
import { criteriaFor, formOf, LATEST_FORM } from '#domain/form.ts';
import type { Files, Table } from '#ports';
import { spread } from '#records/hash.ts';
import { putRosterInForce, rosterHeaps, shardsFor, writeRoster } from '#records/roster.ts';
import type { SliceMember } from '#records/slices.ts';

/** As many residence committees as asked for, each with as many members; wards and workplaces as in Vinh. */
export interface Size {
  readonly committees: number;
  readonly members: number;
}

export const CELLS_A_WARD = 36;
const MEMBERS_A_WORKPLACE = 298;

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
export const cellId = (n: number): string => `c${n}`;
export const wardId = (n: number): string => `w${Math.floor(n / CELLS_A_WARD)}`;
export const workplacesOf = ({ committees, members }: Size): number =>
  Math.ceil((committees * members) / MEMBERS_A_WORKPLACE);

function* committeesOf(size: Size): Generator<Committee> {
  const of = (id: string, level: Committee['level'], name: string, parentId?: string): Committee => ({
    id,
    name,
    level,
    channel: 'mailbox',
    language: 'vi',
    mailbox: `${id}@tinh.example`,
    ...(parentId ? { parentId } : {}),
  });
  yield of('p', 'province', 'Tỉnh ủy');
  for (const w of numbers(Math.ceil(size.committees / CELLS_A_WARD)))
    yield of(`w${w}`, 'commune', `Đảng ủy phường ${w}`, 'p');
  for (const n of numbers(size.committees)) yield of(cellId(n), 'cell', `Chi bộ khối ${n}`, wardId(n));
  for (const e of numbers(workplacesOf(size))) yield of(`e${e}`, 'workplace', `Đảng ủy cơ quan ${e}`, 'p');
}

/** Without mailboxes of their own: what a mail to a member costs is told beside. */
const memberOf = (size: Size, n: number, m: number): SliceMember => ({
  id: `c${n}m${m}`,
  name: `Nguyễn Văn Mẫu ${m}`,
  birthDate: '1980-05-19',
  workplaceId: `e${(n * size.members + m) % workplacesOf(size)}`,
  category: 'A',
});

export async function putTownInForce(files: Files, table: Table, size: Size, at: string): Promise<void> {
  const all = size.committees * size.members;
  const shards = shardsFor(all);
  const cells = Array.from({ length: shards }, (): number[] => []);
  for (const n of numbers(size.committees)) cells[spread(cellId(n).toUpperCase(), rosterHeaps) % shards]?.push(n);
  await writeRoster(files, {
    version: 'counted',
    shards,
    committees: [...committeesOf(size)].length,
    cells: size.committees,
    members: all,
    committeeLines: () => committeesOf(size).map((one) => `${JSON.stringify(one)}\n`),
    cellLines: (shard) =>
      (cells[shard] ?? []).values().map((n) => {
        const members = numbers(size.members).map((m) => ({ ...memberOf(size, n, m), residenceId: cellId(n) }));
        return `${JSON.stringify({ committeeId: cellId(n), members })}\n`;
      }),
  });
  await putRosterInForce(table, { version: 'counted', committees: size.committees, members: all }, undefined, {
    at,
    by: 'bench',
  });
}

/** Vietnamese, of 300 characters. */
const REMARK = 'Đồng chí tham gia sinh hoạt đầy đủ, giúp đỡ bà con trong khối, gương mẫu nơi cư trú. '
  .repeat(4)
  .slice(0, 300);

/** On the whole form with a remark; each fifth has a reason with a dated fact for a level at an end as well. */
function commentWith(reasoned: boolean): Comment {
  const criteria = criteriaFor(formOf(LATEST_FORM), 'A');
  const levels: Record<string, string> = {};
  const reasons: Record<string, Reason> = {};
  const [first] = criteria;
  for (const { id, levels: offered } of criteria) {
    const wanted = reasoned && id === first?.id ? 'top' : 'middle';
    levels[id] = offered.find(({ standing }) => standing === wanted)?.id ?? '';
  }
  if (reasoned && first) reasons[first.id] = { text: REMARK.slice(0, 80), factDate: '2026-10-15' };
  return { kind: 'comment', levels, reasons, sources: ['meetings', 'front'], remark: REMARK };
}

const [PLAIN, REASONED] = [commentWith(false), commentWith(true)];
export const commentOn = (n: number, m: number): Comment => ((n + m) % 5 === 0 ? REASONED : PLAIN);
