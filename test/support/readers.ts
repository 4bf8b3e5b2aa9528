import { strFromU8, unzipSync } from 'fflate';
import { formats } from '#steps/deliver/formats.ts';
import { inParallel } from '#steps/job.ts';
import type { Reader, ReadingRoom } from './reading-room.ts';
import { CYCLE } from './small-cycle.ts';
import { formsOf } from './town.ts';

export const fields = [
  'counts',
  'cellName',
  'mailbox',
  'memberName',
  'timeline',
  'signer',
  'level',
  'commentText',
  'memberMailbox',
  'linkToken',
] as const;
export type Seen = (typeof fields)[number];

/** What a page tells, not what it offers to choose: a level on a blank form is nobody's. */
const told = (html: string): string =>
  html
    .replaceAll(/<label class="choice"><input type="radio"(?![^>]* checked)[^>]*>[\s\S]*?<\/label>/g, '')
    .replaceAll(/<span class="tick">☐[^<]*<\/span>/g, '');

const signs: { readonly [field in Exclude<Seen, 'linkToken'>]: RegExp } = {
  counts: /Hồ Sen(?:<\/a>|<\/strong>)?<\/(?:th><td class="number"[^>]*|dt><dd)>/,
  cellName: /khối Mười Một/,
  mailbox: /khoi-muoi-mot@phuong/,
  memberName: /Lò Thị Xuân Quỳnh/,
  // On one page with the cell's name: everybody has a timeline.
  timeline: /khối Mười Một[\s\S]*class="timeline"/,
  signer: /Triệu Văn Ký/,
  level: /gương mẫu đi đầu/i,
  commentText: /ngõ Lò Rèn/,
  memberMailbox: /quynh@nguoi/,
};

/** What a reader sees of the first cell and its member, on whatever page of all there are. */
export async function seenBy(room: ReadingRoom, reader: Reader): Promise<ReadonlySet<Seen>> {
  const seen = new Set<Seen>();
  const addresses = [...room.routes.here, ...(reader.elsewhere ? room.routes.elsewhere : [])];
  const mine = addresses.filter(
    (address) =>
      !reader.closed.has(address) &&
      (reader.side === 'neither' || address.startsWith('/console') === (reader.side === 'office')),
  );
  const failures = await inParallel([...mine, ...(await ordered(room, reader))], 6, async (address) => {
    const answer = await reader.get(address);
    if (answer.status >= 500) throw new Error(`${address} answered ${answer.status}`);
    if (isClosed(reader, answer)) reader.closed.add(address);
    if (answer.status !== 200) return;
    const text = told(await textOf(answer));
    for (const field of fields)
      if (field === 'linkToken' ? room.tokens.some((token) => text.includes(token)) : signs[field].test(text))
        seen.add(field);
  });
  const [first] = failures;
  if (first) throw first.error;
  return seen;
}

/** What is to be had only by ordering it: the files of the whole cycle, one of each kind. */
async function ordered({ made }: ReadingRoom, reader: Reader): Promise<readonly string[]> {
  const path = `/console/cycles/${CYCLE}/files`;
  if (reader.side !== 'office' || reader.closed.has(path)) return [];
  const form = formsOf(await (await reader.get(path)).text()).get(path);
  const pages: string[] = [];
  for (const format of form ? formats : []) {
    const command = `${form?.get('command')}${format}`;
    const answer = await reader.post(path, { form: { csrf: form?.get('csrf') ?? '', format, command } });
    if (answer.status === 303) pages.push(answer.headers.get('Location') ?? '');
  }
  await made();
  return pages.flatMap((page) => [page, `${page}/file`]);
}

/** A role is refused with 403, and whoever holds no session is sent away; what is merely not there yet is a 404. */
const isClosed = ({ side }: Reader, { status }: Response): boolean =>
  side === 'office' ? status === 403 : side === 'neither' && status !== 200;

/** Workbooks and documents are looked into. */
async function textOf(answer: Response): Promise<string> {
  if (!(answer.headers.get('Content-Type') ?? '').includes('openxmlformats')) return answer.text();
  const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return Object.values(parts)
    .map((part) => strFromU8(part))
    .join('\n');
}
