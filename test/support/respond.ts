import { clock as clockActor, office } from '#domain/actor.ts';
import { dueAt } from '#domain/cycle.ts';
import type { Contact } from '#domain/request-events.ts';
import { behindTheDoor } from '#edge/door/behind.ts';
import { type DoorDeps, door } from '#edge/door/door.ts';
import type { LogEvent } from '#edge/log.ts';
import { pageApp, sharedPages } from '#edge/page.ts';
import { type RespondDeps, respondPages } from '#edge/respond/respond.ts';
import { changeCycle, changeRequest } from '#records/changes.ts';
import { readCycle } from '#records/cycles.ts';
import { load, requests } from '#records/journal.ts';
import { issueLink } from '#records/links.ts';
import { addMailbox } from '#records/mailboxes.ts';
import { keepParties } from '#records/parties.ts';
import { keepSlice, type SliceMember, seedOf } from '#records/slices.ts';
import { testBase, visitor } from './edge.ts';
import { aPlan, aWorld } from './world.ts';

/** A cycle of one ward in which a residence cell is asked, and the pages it answers on. */

const given = ['Đức', 'Hoà', 'Tâm', 'Đông', 'Sen', 'Hạnh', 'Thảo', 'Phúc', 'Ngọc', 'Quỳnh', 'Lành', 'Sơn', 'Bưởi'];
const middle = ['Văn', 'Thị', 'Minh', 'Đình', 'Xuân', 'Hữu', 'Thị Kim', 'Quang', 'Bá', 'Thanh', 'Ngọc'];
const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hồ', 'Phan', 'Hoàng', 'Võ', 'Đặng', 'Bùi', 'Cao', 'Thái', 'Chu'];
const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? '';

export const inventedMember = (n: number, changes: Partial<SliceMember> = {}): SliceMember => ({
  id: `m${n + 1}`,
  name: `${pick(family, n)} ${pick(middle, n * 3 + Math.floor(n / 11))} ${pick(given, n * 5 + Math.floor(n / 13))}`,
  birthDate: `${String((n % 28) + 1).padStart(2, '0')}/0${(n % 9) + 1}/${1960 + (n % 35)}`,
  category: 'A',
  workplaceId: `e${(n % 3) + 1}`,
  ...changes,
});

export const cycleId = '2026-11-abc123';
export const requestId = `${cycleId}.c1`;
const mailbox = 'chibo1@phuong.example';
const party = (id: string, name: string, level: 'commune' | 'workplace') =>
  ({ id, name, level, channel: 'mailbox', mailbox: `${id}@tinh.example`, language: 'vi' }) as const;

export async function residence(
  setting: {
    readonly members?: readonly SliceMember[] | number;
    readonly deskId?: string;
    readonly baseUrl?: string;
  } = {},
) {
  const world = aWorld();
  const { members = 3, deskId = 'w1', baseUrl = testBase } = setting;
  const list = typeof members === 'number' ? Array.from({ length: members }, (_, n) => inventedMember(n)) : members;
  const logged: LogEvent[] = [];
  const deps: RespondDeps & DoorDeps = {
    ...world,
    sessionClock: world.clock,
    log: (event) => logged.push(event),
    baseUrl,
    address: (c) => c.req.header('X-Test-Address') ?? '203.0.113.7',
    ...behindTheDoor(world, () => {}),
  };
  await changeCycle(world, cycleId, { id: 'opens', by: office('An') }, () => ({ type: 'opened', plan: aPlan() }));
  const launched = { type: 'launched', holdUntil: '2026-11-02T01:00:00.000Z' } as const;
  await changeCycle(world, cycleId, { id: 'launches', by: office('An') }, () => launched);
  await keepParties(world.table, cycleId, [
    party('w1', 'Đảng ủy phường Hồ Sen', 'commune'),
    party('e1', 'Trường THPT Lúa Mới', 'workplace'),
    party('e2', 'Bệnh viện Sông Lúa', 'workplace'),
    party('e3', 'Sở Nội vụ', 'workplace'),
  ]);
  const cycle = await readCycle(world.table, cycleId);
  const ask = async (committeeId: string, name: string, asked: readonly SliceMember[], contact: Contact) => {
    const id = `${cycleId}.${committeeId}`;
    await keepSlice(world.table, id, asked);
    await changeRequest(world, id, { id: 'open', by: clockActor }, () => ({
      type: 'opened',
      cycleId,
      committeeId,
      name,
      deskId,
      contact,
      members: asked.map(seedOf),
      dueAt: dueAt(cycle),
    }));
    if (contact.mailbox) await addMailbox(world.table, contact.mailbox, { kind: 'request', id });
  };
  await ask('c1', 'Chi bộ khối 1', list, { channel: 'mailbox', mailbox, language: 'vi' });
  const app = pageApp(deps).route('/', sharedPages(deps)).route('/', door(deps)).route('/', respondPages(deps));
  /** A visitor who came in by the mailed link; `as` somebody, on the device they have. */
  const enter = async (id = requestId, address = mailbox, as?: ReturnType<typeof visitor>) => {
    const { token } = await issueLink(world, { kind: 'request', id }, 'tro-lai@tinh.example');
    const who = as ?? visitor(app, baseUrl);
    const opened = await who.post('/r', { form: { token, mailbox: address } });
    device = who;
    return { ...who, token, opened };
  };
  let device: ReturnType<typeof visitor> | undefined;
  /** The last visitor again, when the session has ended. */
  const enterAgain = () => enter(requestId, mailbox, device);
  const state = async (id = requestId) => (await load(world.table, requests, id)).state;
  return { world, deps, app, ask, enter, enterAgain, state, logged, home: `/c/${requestId}/` };
}

export type Residence = Awaited<ReturnType<typeof residence>>;
export type Visitor = Awaited<ReturnType<Residence['enter']>>;

/** What a browser would send for a page's form: its fields as they are filled. */
function fieldsOf(html: string, action: RegExp): [string, string][] {
  const form = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, to]) =>
    action.test(to ?? ''),
  );
  const body = form?.[2] ?? '';
  const fields: [string, string][] = [];
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (!name) continue;
    if (/type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag)) continue;
    fields.push([name, attribute(tag, 'value')]);
  }
  for (const [, head, text] of body.matchAll(/<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g))
    fields.push([attribute(head ?? '', 'name'), unescaped(text ?? '')]);
  return fields;
}

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Fills some fields and leaves the others as the page has them; a list is several boxes of one name. */
function filled(
  fields: readonly (readonly [string, string])[],
  changes: Readonly<Record<string, string | readonly string[]>>,
): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of fields) if (!(name in changes)) params.append(name, value);
  for (const [name, value] of Object.entries(changes))
    for (const one of typeof value === 'string' ? [value] : value) params.append(name, one);
  return params;
}

/** All in the middle, which needs no reason. */
export const middling = {
  'level.example': 'setsExample',
  'level.civicDuties': 'exemplary',
  'level.attendance': 'partial',
  'level.contact': 'regular',
  'level.mobilising': 'active',
  'level.proposal': 'none',
  source: ['meetings', 'front'],
} as const;

export const aMeeting = {
  metOn: '2026-11-01',
  participants: 'Chi ủy\nTrưởng ban công tác Mặt trận',
  front: 'met',
  frontWho: '',
  signer: 'Lê Thị Bưởi',
  role: 'Bí thư chi bộ',
  second: 'minutes',
  minutes: 'BB 12',
} as const;

/** A page as it was shown, with the csrf token and versions of that moment. */
export const pageOf = async (who: Visitor, path: string): Promise<string> => (await who.get(path)).text();

export async function textOf(who: Visitor, path: string): Promise<string> {
  const answer = await who.get(path);
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  return answer.text();
}

export const formOn = (
  page: string,
  action: RegExp,
  changes: Readonly<Record<string, string | readonly string[]>>,
): URLSearchParams => filled(fieldsOf(page, action), changes);

/** Fills a member's page (the one shown now, or an older one) and presses "save and next". */
export async function answerAbout(
  r: Pick<Residence, 'home'>,
  who: Visitor,
  n: number,
  changes: Readonly<Record<string, string | readonly string[]>> = {},
  page?: string,
): Promise<Response> {
  const shown = page ?? (await pageOf(who, `${r.home}m/${n}`));
  const form = formOn(shown, new RegExp(`m/${n}$`), { ...middling, go: 'next', ...changes });
  return who.post(`${r.home}m/${n}`, { form });
}

export async function fillMeeting(
  r: Pick<Residence, 'home'>,
  who: Visitor,
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = formOn(await pageOf(who, `${r.home}meeting`), /meeting$/, { ...aMeeting, go: 'next', ...changes });
  return who.post(`${r.home}meeting`, { form });
}

/** Sends everything that is finished. */
export async function send(
  r: Pick<Residence, 'home'>,
  who: Visitor,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = formOn(await pageOf(who, `${r.home}check`), /check$/, {});
  return who.post(`${r.home}check`, { form, headers });
}

/** The fields of `middling`, left as an untouched page has them. */
export const blank = Object.fromEntries(Object.keys(middling).map((name) => [name, []]));

export const csrfOn = (page: string): { readonly csrf: string } => ({
  csrf: formOn(page, /leave$/, {}).get('csrf') ?? '',
});
