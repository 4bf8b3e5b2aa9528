import { formOn, type Pages, type Seen, Visitor } from '#infra/local/demo/visitor.ts';
import type { Letter } from '#ports';
import { browserOf, type ConsoleHost, hiddenIn, type SignedIn, upload } from './console.ts';
import { CYCLE, type Deed, type Kept, ORDER, ROSTER, request, STORY, type Timely } from './small-cycle.ts';

/** Where the pages are served, where their mails arrive, and an administrator sits. */
export interface Town {
  readonly host: Timely & Kept;
  readonly pages: Pages;
  readonly base: string;
  /** The oldest first. */
  letters(): Promise<readonly Letter[]>;
  readonly console: ConsoleHost;
  /** By whatever way that place has. */
  signIn(): Promise<SignedIn>;
}

/** Opens the newest mail of a kind to a mailbox, with a code from the same mailbox where the device is new. */
export async function enter({ host, pages, base, letters }: Town, kind: string, mailbox: string) {
  const newest = async (of: string) => (await letters()).findLast((l) => l.kind === of && l.to === mailbox);
  const letter = await newest(kind);
  if (!letter) throw new Error(`no letter of the kind ${kind} came to ${mailbox}`);
  const who = new Visitor(pages, base);
  const seen = await who.open(letter.links[0] ?? '', mailbox);
  if (!seen.path.startsWith('/r/code')) return { who, seen };
  await host.settle();
  const [digits = ''] = /\d{4} ?\d{4}/.exec((await newest('code'))?.text ?? '') ?? [];
  return { who, seen: await who.post('/r/code', [['code', digits]]) };
}

export const levels = [
  ['level.example', 'setsExample'],
  ['level.civicDuties', 'leads'],
  ['reason.civicDuties', 'Vận động ba hộ hiến đất mở đường.'],
  ['date.civicDuties', '2026-08-20'],
  ['level.attendance', 'partial'],
  ['level.contact', 'regular'],
  ['level.mobilising', 'active'],
  ['level.proposal', 'none'],
  ['source', 'meetings'],
] as const;

export const meeting = [
  ['metOn', '2026-11-01'],
  ['participants', 'Chi ủy và ban công tác Mặt trận'],
  ['front', 'met'],
  ['frontWho', ''],
  ['frontBecause', ''],
  ['signer', 'Lê Văn An'],
  ['role', 'Bí thư'],
  ['second', 'minutes'],
  ['minutes', 'BB 12'],
] as const;

/** Signs in where nobody is in any more. */
export function whoComesAgain(signIn: () => Promise<SignedIn>): () => Promise<SignedIn> {
  let an: SignedIn | undefined;
  return async () => {
    an ??= await signIn();
    if ((await an.get('/console/')).status !== 200) await an.again();
    return an;
  };
}

type Typed = readonly (readonly [name: string, value: string])[];
const COMMENT: Typed = [
  ...levels.filter(([name]) => !name.endsWith('.civicDuties')),
  ['level.civicDuties', 'exemplary'],
];

/** Reads a page and sends one of its forms with something typed. */
async function fill(who: Visitor, page: string, action: string, typed: Typed): Promise<Seen> {
  const seen = await who.get(page);
  return who.post(action, [...formOn(seen, action), ...typed]);
}

/** A cell answers about some of its members, by the link of its mailbox. */
const answers =
  (cell: string, mailbox: string, members: readonly number[], typed: Typed = COMMENT) =>
  async (town: Town) => {
    const home = `/c/${request(cell)}/`;
    const { who } = await enter(town, 'request', mailbox);
    for (const n of members) await fill(who, `${home}m/${n}`, `${home}m/${n}`, [...typed, ['go', 'next']]);
    await fill(who, `${home}meeting`, `${home}meeting`, [...meeting, ['go', 'next']]);
    await fill(who, `${home}check`, `${home}check`, []);
  };

/** The ward decides about what a cell has sent. */
const decides = (action: 'confirm' | 'back', typed: Typed) => async (town: Town) => {
  const { who } = await enter(town, 'toConfirm', 'ho-sen@phuong.example');
  const home = `/w/${CYCLE}.w1/cell/c1/`;
  const form = formOn(await who.get(`${home}read/`), `${home}confirm`);
  await who.post(`${home}${action}`, [...form, ['name', 'Võ Thị Bình'], ...typed]);
};

/** An administrator's forms: each as it stands on a page, with something typed. */
async function office({ console: here, signIn }: Town) {
  const an = await signIn();
  return {
    an,
    here,
    fill: async (page: string, action: string, typed: Readonly<Record<string, string>> = {}) => {
      const hidden = hiddenIn(await (await an.get(page)).text(), action);
      const answer = await an.post(action, { form: { ...hidden, ...typed } });
      if (answer.status !== 303) throw new Error(`${action} answered ${answer.status}: ${await answer.text()}`);
      return answer.headers.get('location') ?? '';
    },
  };
}

const { officer, dates, title, period, onDemandReason = '', categories = [] } = ORDER;

/** The deeds of the story as people do them who have nothing but a browser. */
const deeds: { readonly [title: string]: (town: Town) => Promise<unknown> } = {
  'the roster comes in force': async (town) => {
    const { an, here, fill: send } = await office(town);
    const checked = await upload(here, an, Buffer.from(ROSTER));
    const report = checked.headers.get('location') ?? '';
    await send(report, report);
  },
  'the cycle is opened': async (town) => {
    const { an } = await office(town);
    const form = new URLSearchParams({
      csrf: an.csrf,
      command: 'open01-by-hand',
      step: 'open',
      accept: 'yes',
      title,
      period,
      onDemandReason,
      ...dates,
      officerName: officer.name,
      telephone: officer.telephone,
      replyTo: officer.replyTo,
      letterNumber: '',
      remindersBefore: '10, 3, 1',
      remindersAfter: '2',
      minimumGap: '2',
      holdMinutes: '60',
    });
    for (const category of categories) form.append('categories', category);
    const opened = await an.post('/console/cycles/new', { form });
    if (opened.headers.get('location') !== `/console/cycles/${CYCLE}/launch`)
      throw new Error(`not opened: ${opened.status} ${await opened.text()}`);
  },
  'the cycle is launched': async (town) => {
    const { here, fill: send } = await office(town);
    const page = `/console/cycles/${CYCLE}/launch`;
    // Where mail really leaves, a link is tried out first, from another device.
    await send(page, `/console/cycles/${CYCLE}/test`, { mailbox: 'toi@tinh.example' });
    await town.host.settle();
    const letter = (await town.letters()).findLast(({ kind }) => kind === 'test');
    const token = new URL(letter?.links[0] ?? '').hash.slice(1);
    await browserOf(here).post('/console/test', { form: { token } });
    await send(page, page);
  },
  'cell 1 answers about one': answers('c1', 'khoi@phuong.example', [1]),
  'the ward confirms': decides('confirm', [['all', 'yes']]),
  'the member states a view': async (town) => {
    const own = `/m/${request('c1')}.0/`;
    const { who } = await enter(town, 'memberTold', 'duc@nguoi.example');
    await fill(who, own, `${own}view`, [['view', 'Tôi nhất trí.']]);
  },
  'cell 1 answers about the other': answers('c1', 'khoi@phuong.example', [2]),
  'the ward sends it back': decides('back', [
    ['chosen', '1'],
    ['reason', 'Thiếu dẫn chứng.'],
  ]),
  'a member moves from cell 3 to cell 2': async (town) => {
    const { fill: send } = await office(town);
    const page = `/console/requests/${request('c3')}`;
    await send(page, `${page}/reroute`, { slot: '1', committee: 'c2' });
  },
  'everybody who owes gets more time': async (town) => {
    const { fill: send } = await office(town);
    const page = `/console/cycles/${CYCLE}`;
    const { opensOn: _, ...later } = dates;
    await send(`${page}/change`, `${page}/extend`, { ...later, dueOn: '2026-12-02' });
  },
  'cell 2 answers': answers('c2', 'khoi@phuong.example', [1, 2]),
  'one workplace acknowledges': async (town) => {
    const home = `/e/${request('e1')}/`;
    const { who } = await enter(town, 'evaluations', 'truong@coquan.example');
    await fill(who, home, `${home}acknowledge`, [['name', 'Phạm Thị Lan']]);
  },
  'cell 3 answers after delivery': answers(
    'c3',
    'khoi3@phuong.example',
    [1],
    [
      ['instead', 'moved'],
      ['movedTo', 'Hà Tĩnh'],
    ],
  ),
};

/** The same story in a town: whatever anybody does, they do on the pages. */
export const byPages = (town: Town, story: readonly Deed[] = STORY): readonly Deed<Timely>[] =>
  story.map(({ act, ...deed }) => {
    if (!act) return deed;
    const done = deeds[deed.title];
    if (!done) throw new Error(`nobody has a page for it: ${deed.title}`);
    return { ...deed, act: () => done(town) };
  });
