import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/comment.ts';
import type { Signing } from '#domain/signing.ts';
import { cookieName } from '#edge/cookies.ts';
import { behindTheDoor } from '#edge/door/behind.ts';
import type { HandsOut } from '#edge/download.ts';
import type { LogEvent } from '#edge/log.ts';
import { memberPages } from '#edge/member/member.ts';
import { pageApp, sharedPages } from '#edge/page.ts';
import { type WardDeps, wardPages } from '#edge/ward/ward.ts';
import { workplaceFiles } from '#edge/workplace/files.ts';
import { workplacePages } from '#edge/workplace/workplace.ts';
import type { Downloads, Instant } from '#ports';
import { load, requests } from '#records/journal.ts';
import type { LinkKind } from '#records/link-subject.ts';
import { issueLink } from '#records/links.ts';
import { openSession } from '#records/sessions.ts';
import { confirmAnswers } from '#steps/confirm/confirm.ts';
import { launch } from '#steps/launch/control.ts';
import { type CycleOrder, open } from '#steps/launch/open.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { importRoster } from '#steps/roster/import.ts';
import { visitor } from './edge.ts';
import { machineInMemory, testSettings } from './ground.ts';

/** Two wards under a province, four cells (one asked through its ward), two workplaces, eight invented members. */
const ROSTER = `kind,id,name,level,parent,channel,mailbox,language,birth date,workplace,residence,category
committee,t1,Tỉnh ủy Sông Lúa,province,,mailbox,tinh@tinh.example,vi,,,,
committee,w1,Đảng ủy phường Hồ Sen,commune,t1,mailbox,ho-sen@phuong.example,vi,,,,
committee,w2,Đảng ủy phường Bến Đò,commune,t1,mailbox,ben-do@phuong.example,vi,,,,
committee,c1,Chi bộ khối 1,cell,w1,mailbox,khoi1@phuong.example,vi,,,,
committee,c2,Chi bộ khối 2,cell,w1,mailbox,khoi2@phuong.example,vi,,,,
committee,c3,Chi bộ khối 3,cell,w1,ward,,vi,,,,
committee,d1,Chi bộ xóm Đò,cell,w2,mailbox,xomdo@phuong.example,vi,,,,
committee,e1,Đảng ủy trường Lúa Mới,workplace,t1,mailbox,truong@coquan.example,vi,,,,
committee,e2,Đảng ủy bệnh viện Sông Lúa,workplace,t1,mailbox,benhvien@coquan.example,vi,,,,
member,m1,Nguyễn Văn Đức,,,,duc@nguoi.example,,02/03/1970,e1,c1,A
member,m2,Trần Thị Hoà,,,,,,1975,e2,c1,A
member,m3,Lê Minh Tâm,,,,,,05/06/1980,e1,c1,A
member,m4,Phạm Đình Đông,,,,,,07/08/1985,e1,c2,A
member,m5,Hồ Thị Sen,,,,,,09/10/1990,e2,c2,A
member,m6,Phan Văn Lành,,,,,,11/12/1965,e1,c3,A
member,m7,Bùi Quang Phúc,,,,phuc@nguoi.example,,01/02/1972,e1,d1,A
member,m8,Cao Thị Ngọc,,,,,,03/04/1978,e2,d1,A
`;

const ORDER: CycleOrder = {
  title: 'Nhận xét đảng viên nơi cư trú năm 2026',
  period: 'năm 2026',
  dates: { opensOn: '2026-11-02', dueOn: '2026-11-30', confirmBy: '2026-12-04', closesOn: '2026-12-10' },
  officer: { name: 'Trần Thị Hoa', telephone: '0238 000 000', replyTo: 'hoi-dap@tinh.example' },
};

export const CYCLE = '2026-11-open01';
export const request = (cell: string): string => `${CYCLE}.${cell}`;

export const SIGNING: Signing = {
  metOn: '2026-11-01',
  participants: 'Chi ủy, tổ trưởng dân phố',
  front: { met: true, who: 'bà Nguyễn Thị Mận' },
  signer: 'Lê Văn An',
  role: 'Bí thư chi bộ',
  second: { way: 'minutes', number: 'BB 12' },
};

export const comment = (changes: Partial<Extract<Answer, { kind: 'comment' }>> = {}): Answer => ({
  kind: 'comment',
  levels: {
    example: 'exemplary',
    civicDuties: 'exemplary',
    attendance: 'partial',
    contact: 'regular',
    mobilising: 'active',
    proposal: 'none',
  },
  reasons: { example: { text: 'Vận động bà con hiến đất mở ngõ 12.', factDate: '2026-08-20' } },
  sources: ['meetings', 'front'],
  ...changes,
});

/** A cycle that has been asked about, and the pages of everybody but the cells. */
interface TownOptions {
  readonly baseUrl?: string;
  readonly downloads?: Downloads;
}

export async function town({ baseUrl = testSettings.baseUrl, downloads }: TownOptions = {}) {
  const machine = await machineInMemory();
  const { world, files, control } = machine.exchange;
  const content = (async function* () {
    yield Buffer.from(ROSTER);
  })();
  await importRoster(machine.ground)({ content, dryRun: false, by: 'An' });
  await open({ world, files })(ORDER, { by: 'An', commandId: 'open01', accept: true });
  await launch(control)(CYCLE, { by: 'An', commandId: 'launch' });
  const logged: LogEvent[] = [];
  const deps: WardDeps & HandsOut = {
    ...world,
    sessionClock: world.clock,
    files,
    log: (event) => logged.push(event),
    baseUrl,
    address: () => '203.0.113.7',
    ...(downloads ? { downloads } : {}),
    ...behindTheDoor(world, () => {}),
  };
  const app = pageApp(deps)
    .route('/', sharedPages(deps))
    .route('/', wardPages(deps))
    .route('/', workplaceFiles(deps))
    .route('/', workplacePages(deps))
    .route('/', memberPages(deps));
  const at = async (now: Instant) => {
    await machine.moveClock(now);
    await machine.settle();
  };
  await at('2026-11-02T01:00:00.000Z');

  /** Somebody who came in by the link and has shown the code. */
  const enter = async (kind: LinkKind, id: string) => {
    const who = visitor(app, baseUrl);
    const cookie = await cookieFor(kind, id);
    who.jar.set(cookieName(baseUrl, 'session'), cookie);
    /** Posts fields of which several may have one name. */
    const send = async (path: string, fields: URLSearchParams): Promise<Response> =>
      app.request(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: new URL(baseUrl).origin,
          'Sec-Fetch-Site': 'same-origin',
          Cookie: `${cookieName(baseUrl, 'session')}=${cookie}`,
        },
        body: fields.toString(),
      });
    return { ...who, send };
  };
  const cookieFor = async (kind: LinkKind, id: string) => {
    const link = await issueLink(
      { table: world.table, linkKey: machine.ground.linkKey },
      { kind, id },
      'tro-lai@tinh.example',
    );
    return openSession(world, { subjects: [{ kind, id, linkVersion: link.version }], via: 'code', proven: true });
  };
  let sent = 0;
  const send = async (
    cell: string,
    answers: readonly (readonly [slot: number, answer: Answer])[],
    signing = SIGNING,
  ) => {
    sent += 1;
    await submitAnswers(world)(request(cell), {
      commandId: `sent ${sent}`,
      by: committee(cell, signing.signer),
      via: 'link',
      answers: answers.map(([slot, answer]) => ({ slot, answer })),
      signing,
    });
    await machine.settle();
  };
  const confirm = async (ward: string, cell: string, slots: readonly number[]) => {
    sent += 1;
    await confirmAnswers(world)(request(cell), { commandId: `ok ${sent}`, by: committee(ward, 'Võ Thị Bình') }, slots);
    await machine.settle();
  };
  const state = async (cell: string) => (await load(world.table, requests, request(cell))).state;
  return {
    machine,
    world,
    files,
    deps,
    app,
    at,
    enter,
    cookieFor,
    send,
    confirm,
    state,
    logged,
    settle: machine.settle,
  };
}

export type Town = Awaited<ReturnType<typeof town>>;
export type Inside = Awaited<ReturnType<Town['enter']>>;

/** The page's text as a person reads it: without tags, blanks folded. */
export const readable = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Every form of a page by its action, with the fields a browser would send before anything is typed. */
export function formsOf(html: string): ReadonlyMap<string, URLSearchParams> {
  const forms = new Map<string, URLSearchParams>();
  for (const [, action = '', body = ''] of html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)) {
    const fields = new URLSearchParams();
    for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1];
      const unchecked = /type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag);
      if (name && !unchecked) fields.append(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '');
    }
    for (const [, name = ''] of body.matchAll(/<textarea[^>]*name="([^"]*)"/g)) fields.append(name, '');
    for (const [, name = ''] of body.matchAll(/<select[^>]*name="([^"]*)"/g)) fields.append(name, '');
    forms.set(action, fields);
  }
  return forms;
}

/** Reads a page and posts the one of its forms whose action ends so, with some fields typed. */
export async function fill(
  who: Inside,
  page: string,
  action: string,
  typed: Readonly<Record<string, string | readonly string[]>> = {},
  to?: string,
): Promise<Response> {
  const html = await (await who.get(page)).text();
  const [path, fields] = [...formsOf(html)].find(([known]) => known.endsWith(action)) ?? [];
  if (path === undefined || !fields) throw new Error(`${page} has no form to ${action}`);
  for (const [name, value] of Object.entries(typed)) {
    fields.delete(name);
    for (const one of typeof value === 'string' ? [value] : value) fields.append(name, one);
  }
  return who.send(to ?? path, fields);
}

export const FORMULA = '=HYPERLINK("https://evil.example","Bấm vào đây")';

/** The town after the cycle closed: told, to be told, not confirmed, silent, late, and somebody who moved. */
export async function deliveredTown(how: TownOptions = {}) {
  const t = await town(how);
  await t.send('c1', [
    [0, comment({ remark: FORMULA })],
    [1, { kind: 'notHere', which: 'moved', movedTo: 'phường Bến Đò' }],
    [2, comment({ remark: '-2+3 cuộc họp\nDòng thứ hai' })],
  ]);
  await t.confirm('w1', 'c1', [0, 2]);
  await t.send('c2', [[0, comment()]], {
    ...SIGNING,
    front: { met: false, because: 'không hẹn được' },
    second: { way: 'alone' },
  });
  await t.at('2026-12-02T02:00:00.000Z');
  await t.send('d1', [[0, comment()]]);
  await t.confirm('w2', 'd1', [0]);
  await t.at('2026-12-11T02:00:00.000Z');
  return t;
}
