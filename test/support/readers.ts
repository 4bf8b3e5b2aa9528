import { strFromU8, unzipSync } from 'fflate';
import { memoryTable } from '#adapters/memory-table.ts';
import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import type { Rights } from '#domain/permissions.ts';
import { cookieName } from '#edge/cookies.ts';
import { silentLog } from '#edge/log.ts';
import { type SiteDeps, site } from '#edge/site.ts';
import { fileMaker } from '#infra/local/file-maker.ts';
import { type Machine, machineOn } from '#infra/local/machine.ts';
import { rosterUploads } from '#infra/local/settings.ts';
import type { Clock, Files, LinkKey, Table } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { assembleRequest } from '#records/follow-request.ts';
import type { LinkSubject } from '#records/link-subject.ts';
import { issueLink } from '#records/links.ts';
import { keepPerson, personIdOf } from '#records/people.ts';
import { openSession } from '#records/sessions.ts';
import type { World } from '#records/world.ts';
import { confirmAnswers, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { formats } from '#steps/deliver/formats.ts';
import { inParallel } from '#steps/job.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { importRoster } from '#steps/roster/import.ts';
import { visitor } from './edge.ts';
import { memoryGround, testSettings } from './ground.ts';
import { routesOf } from './reading-routes.ts';
import { CYCLE, ORDER, request, SIGNING, type Timely } from './small-cycle.ts';
import { formsOf } from './town.ts';

/** Words that stand nowhere else, so that a page which has one of them tells that very thing. */
const SAID = 'Vận động ba hộ hiến đất mở ngõ Lò Rèn.';
const ROSTER = `kind,id,name,level,parent,channel,mailbox,language,birth date,workplace,residence,category
committee,t1,Tỉnh ủy Sông Lúa,province,,mailbox,tinh@tinh.example,vi,,,,
committee,t2,Tỉnh ủy Núi Mây,province,,mailbox,tinh2@tinh.example,vi,,,,
committee,w1,Đảng ủy phường Hồ Sen,commune,t1,mailbox,ho-sen@phuong.example,vi,,,,
committee,w2,Đảng ủy phường Bến Đò,commune,t2,mailbox,ben-do@phuong.example,vi,,,,
committee,c1,Chi bộ khối Mười Một,cell,w1,mailbox,khoi-muoi-mot@phuong.example,vi,,,,
committee,c2,Chi bộ xóm Đò,cell,w2,mailbox,xom-do@phuong.example,vi,,,,
committee,e1,Đảng ủy trường Lúa Mới,workplace,t1,mailbox,truong@coquan.example,vi,,,,
committee,e2,Đảng ủy bệnh viện Núi Mây,workplace,t2,mailbox,benhvien@coquan.example,vi,,,,
committee,e3,Đảng ủy hợp tác xã Hồ Sen,workplace,w1,mailbox,hoptacxa@coquan.example,vi,,,,
member,m1,Lò Thị Xuân Quỳnh,,,,quynh@nguoi.example,,02/03/1970,e1,c1,A
member,m2,Trần Văn Khác,,,,khac@nguoi.example,,05/06/1980,e2,c2,A
member,m3,Hà Thị Xa,,,,,,07/08/1985,e3,c2,A
`;

const levels = {
  example: 'setsExample',
  civicDuties: 'leads',
  attendance: 'partial',
  contact: 'regular',
  mobilising: 'active',
  proposal: 'none',
} as const;
const COMMENT: Answer = {
  kind: 'comment',
  levels,
  reasons: { civicDuties: { text: SAID, factDate: '2026-08-20' } },
  sources: ['meetings'],
};
/** What the cell types, field by field. */
const typed: readonly (readonly [string, string])[] = [
  ...Object.entries(levels).map(([criterion, level]) => [`level.${criterion}`, level] as const),
  ['reason.civicDuties', SAID],
  ['date.civicDuties', '2026-08-20'],
  ['source', 'meetings'],
  ['go', 'next'],
];

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

export const states = ['asked', 'draft', 'submitted', 'sentBack', 'confirmed', 'assembled', 'delivered'] as const;
export type State = (typeof states)[number];

export interface Reader {
  readonly get: (path: string) => Promise<Response>;
  readonly post: ReturnType<typeof visitor>['post'];
  /** Whose cookie opens nothing on the other side: to the pages behind a link an office is nobody, and the other way round. */
  readonly side: 'link' | 'office' | 'neither';
  /** Their own pages of a committee or member of another part. */
  readonly elsewhere: boolean;
  /** What is not for such a reader at all, whatever the state: asked once. */
  readonly closed: Set<string>;
}

/** Where a cycle is prepared for its readers, and where its pages are. */
export interface ReadingPlace {
  readonly host: Timely;
  readonly world: World;
  readonly files: Files;
  readonly linkKey: LinkKey;
  readonly wake: (cycleId: string) => Promise<unknown>;
  readonly pages: Parameters<typeof visitor>[0];
  readonly base: string;
  readonly sessionClock: Clock;
  readonly routes: ReturnType<typeof routesOf>;
  /** Resolves when the files that were ordered are made. */
  readonly made: () => Promise<unknown>;
}

/** One machine in this process. */
export async function readingMachine(
  table: Table = memoryTable(),
): Promise<ReadingPlace & { readonly machine: Machine }> {
  const ground = await memoryGround(table);
  const machine = await machineOn(ground, testSettings);
  const { world, control } = machine.exchange;
  // Signed in once: how sessions end is shown elsewhere.
  const sessionClock = { now: () => '2026-11-02T01:00:00.000Z' };
  const { made, ...maker } = fileMaker({ world, files: ground.files, sessionClock, log: silentLog });
  const { wake } = control;
  const deps: SiteDeps = {
    ...ground,
    ...maker,
    sessionClock,
    world,
    log: silentLog,
    baseUrl: testSettings.baseUrl,
    address: () => '127.0.0.1',
    wake,
    nudge: () => {},
    mailLeaves: false,
    rosterUploads,
  };
  const { files, linkKey } = ground;
  const place = { host: machine, world, files, linkKey, wake, pages: site(deps), base: testSettings.baseUrl };
  return { ...place, machine, sessionClock, routes: routesOf(deps), made };
}

/** A cycle with two of everything, every page of it, and somebody for each way to read. */
export async function readingRoom(place: ReadingPlace) {
  const { host, world, files, linkKey, pages, base, sessionClock, routes, made } = place;
  const { table, ids } = world;
  const content = (async function* () {
    yield Buffer.from(ROSTER);
  })();
  await importRoster({ ...world, files })({ content, dryRun: false, by: 'An' });
  await open({ world, files })({ ...ORDER, categories: ['A'] }, { by: 'An', commandId: 'open01', accept: true });
  await launch(place)(CYCLE, { by: 'An', commandId: 'launch' });
  await host.moveClock('2026-11-02T01:00:00.000Z');
  await host.settle();
  const sessions = { table, clock: sessionClock, ids };
  const tokens: string[] = [];
  const come = (
    cookie?: readonly ['session' | 'console', string],
    elsewhere = false,
  ): Reader & ReturnType<typeof visitor> => {
    const who = visitor(pages, base);
    if (cookie) who.jar.set(cookieName(base, cookie[0]), cookie[1]);
    const side = cookie === undefined ? 'neither' : cookie[0] === 'console' ? 'office' : 'link';
    return { ...who, side, elsewhere, closed: new Set() };
  };
  return {
    host,
    world,
    made,
    routes,
    tokens,
    come,
    byLink: async (subject: LinkSubject, elsewhere = false) => {
      const { token, version } = await issueLink({ table, linkKey }, subject, 'doc@tinh.example');
      tokens.push(token);
      const subjects = [{ ...subject, linkVersion: version }];
      return come(['session', await openSession(sessions, { subjects, via: 'code', proven: true })], elsewhere);
    },
    inOffice: async (name: string, rights: Rights, elsewhere = false) => {
      const id = personIdOf(name);
      const at = sessionClock.now();
      await keepPerson(table, { id, name, ...rights, invitedBy: 'An', invitedAt: at, enteredAt: at }, 0);
      const subjects = [{ kind: 'administrator', id }];
      return come(['console', await openSession(sessions, { subjects, via: 'console', proven: true })], elsewhere);
    },
  };
}

export type ReadingRoom = Awaited<ReturnType<typeof readingRoom>>;

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

const by = (id: string, name: string, commandId: string) => ({ commandId, by: committee(id, name) });

/** How the first cell's request comes from one state to the next. */
export const steps: {
  readonly [state in State]: (room: ReadingRoom, cell: Reader & ReturnType<typeof visitor>) => Promise<unknown>;
} = {
  asked: async () => {},
  draft: async (_, cell) => {
    const path = `/c/${request('c1')}/m/1`;
    const form = formsOf(await (await cell.get(path)).text()).get(path) ?? new URLSearchParams();
    for (const [name, value] of typed) form.set(name, value);
    const answer = await cell.post(path, { form });
    if (answer.status !== 303) throw new Error(`the draft was not taken: ${answer.status}`);
  },
  submitted: ({ world }) => submit(world, 'sends'),
  sentBack: ({ world }) =>
    sendBackAnswers(world)(request('c1'), by('w1', 'Võ Thị Bình', 'returns'), [0], 'Thiếu dẫn chứng.'),
  confirmed: async ({ world, host }) => {
    await submit(world, 'sends again');
    await confirmAnswers(world)(request('c1'), by('w1', 'Võ Thị Bình', 'confirms'), [0]);
    await host.settle();
  },
  // Before its time, so that nothing is delivered yet.
  assembled: async ({ world }) => {
    await assembleRequest(world, await readCycle(world.table, CYCLE), request('c1'), 'close');
  },
  delivered: async ({ host }) => {
    await host.moveClock('2026-12-11T02:00:01.000Z');
    await host.settle();
  },
};

const submit = (world: World, commandId: string) =>
  submitAnswers(world)(request('c1'), {
    ...by('c1', 'Triệu Văn Ký', commandId),
    via: 'link',
    answers: [{ slot: 0, answer: COMMENT }],
    signing: { ...SIGNING, signer: 'Triệu Văn Ký' },
  });
