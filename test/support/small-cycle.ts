import { committee } from '#domain/actor.ts';
import type { Answer } from '#domain/answer.ts';
import type { Signing } from '#domain/signing.ts';
import type { Machine } from '#infra/local/machine.ts';
import type { Instant } from '#ports';
import { load, requests } from '#records/journal.ts';
import { confirmAnswers, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { acknowledgeDelivery, stateOwnView } from '#steps/deliver/receive.ts';
import { extendCycle, launch } from '#steps/launch/control.ts';
import { type CycleOrder, open } from '#steps/launch/open.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { reroute } from '#steps/respond/tell.ts';
import { importRoster } from '#steps/roster/import.ts';

/** One ward, three cells (two behind one mailbox, one that never answers), two workplaces, five members. */
export const ROSTER = `kind,id,name,level,parent,channel,mailbox,language,birth date,workplace,residence,category
committee,t1,Tỉnh ủy Sông Lúa,province,,mailbox,tinh@tinh.example,vi,,,,
committee,w1,Đảng ủy phường Hồ Sen,commune,t1,mailbox,ho-sen@phuong.example,vi,,,,
committee,c1,Chi bộ khối 1,cell,w1,mailbox,khoi@phuong.example,vi,,,,
committee,c2,Chi bộ khối 2,cell,w1,mailbox,khoi@phuong.example,vi,,,,
committee,c3,Chi bộ khối 3,cell,w1,mailbox,khoi3@phuong.example,fr,,,,
committee,e1,Đảng ủy trường Lúa Mới,workplace,t1,mailbox,truong@coquan.example,vi,,,,
committee,e2,Đảng ủy bệnh viện Sông Lúa,workplace,t1,mailbox,benhvien@coquan.example,en,,,,
member,m1,Nguyễn Văn Đức,,,,duc@nguoi.example,,02/03/1970,e1,c1,A
member,m2,Trần Thị Hoà,,,,,,1975,e2,c1,A
member,m3,Lê Minh Tâm,,,,tam@nguoi.example,,05/06/1980,e1,c2,A
member,m4,Phạm Đình Đông,,,,,,07/08/1985,e2,c3,B
member,m5,Hồ Thị Sen,,,,,,09/10/1990,e1,c3,A
`;

export const ORDER: CycleOrder = {
  title: 'Nhận xét đảng viên nơi cư trú năm 2026',
  period: 'năm 2026',
  dates: { opensOn: '2026-11-02', dueOn: '2026-11-30', confirmBy: '2026-12-04', closesOn: '2026-12-10' },
  officer: { name: 'Trần Thị Hoa', telephone: '0238 000 000', replyTo: 'hoi-dap@tinh.example' },
  categories: ['A', 'B'],
  onDemandReason: 'công tác cán bộ',
};

export const SIGNING: Signing = {
  metOn: '2026-11-01',
  participants: 'Chi ủy và ban công tác Mặt trận',
  front: { met: true },
  signer: 'Lê Văn An',
  second: { way: 'minutes', number: 'BB 12' },
};

export const COMMENT: Answer = {
  kind: 'comment',
  levels: {
    example: 'setsExample',
    civicDuties: 'exemplary',
    attendance: 'partial',
    contact: 'regular',
    mobilising: 'active',
    proposal: 'none',
  },
  reasons: {},
  sources: ['meetings'],
};

export const CYCLE = '2026-11-open01';
export const request = (cell: string): string => `${CYCLE}.${cell}`;

/** Where time passes: one machine, or a cloud. */
export type Timely = Pick<Machine, 'settle' | 'moveClock'>;
/** Where a deed is done by a step itself. */
export type Host = Timely & Pick<Machine, 'exchange' | 'ground'>;
/** Where somebody can look. */
export interface Kept {
  readonly ground: Pick<Machine['ground'], 'table'>;
}

/** One thing somebody does, or a moment that comes. Doing it again changes nothing. */
export interface Deed<Where = Host> {
  readonly title: string;
  readonly at?: Instant;
  readonly act?: (where: Where) => Promise<unknown>;
}

const by = (id: string) => ({ commandId: `${id} does`, by: committee(id) });

const send =
  (cell: string, commandId: string, slots: readonly number[], answer: Answer = COMMENT) =>
  (host: Host) =>
    submitAnswers(host.exchange.world)(request(cell), {
      commandId,
      by: committee(cell, 'Lê Văn An'),
      via: 'link',
      answers: slots.map((slot) => ({ slot, answer })),
      signing: SIGNING,
    });

export const importSmallRoster = ({ ground }: Host) =>
  importRoster(ground)({
    content: (async function* () {
      yield Buffer.from(ROSTER);
    })(),
    dryRun: false,
    by: 'An',
  });

/** A whole cycle: answers in parts, a comment sent back, a member moved, an extension, silence, a correction after delivery. */
export const STORY: readonly Deed[] = [
  { title: 'the roster comes in force', act: importSmallRoster },
  {
    title: 'the cycle is opened',
    act: ({ exchange, ground }) =>
      open({ world: exchange.world, files: ground.files })(ORDER, { by: 'An', commandId: 'open01', accept: true }),
  },
  {
    title: 'the cycle is launched',
    act: ({ exchange }) => launch(exchange.control)(CYCLE, { by: 'An', commandId: 'launch' }),
  },
  { title: 'the requests leave', at: '2026-11-02T01:00:00.000Z' },
  { title: 'cell 1 answers about one', act: send('c1', 'c1 first', [0]) },
  {
    title: 'the ward confirms',
    at: '2026-11-03T02:00:00.000Z',
    act: ({ exchange }) =>
      confirmAnswers(exchange.world)(request('c1'), { ...by('w1'), commandId: 'w1 confirms' }, [0]),
  },
  {
    title: 'the member states a view',
    act: ({ exchange }) =>
      stateOwnView(exchange.world)(
        request('c1'),
        { commandId: 'm1 view', by: { body: 'member:m1' } },
        0,
        'Tôi nhất trí.',
      ),
  },
  { title: 'cell 1 answers about the other', act: send('c1', 'c1 second', [1]) },
  {
    title: 'the ward sends it back',
    act: ({ exchange }) =>
      sendBackAnswers(exchange.world)(
        request('c1'),
        { commandId: 'w1 returns', by: committee('w1') },
        [1],
        'Thiếu dẫn chứng.',
      ),
  },
  {
    title: 'a member moves from cell 3 to cell 2',
    act: ({ exchange, ground }) =>
      reroute({ world: exchange.world, files: ground.files })(
        request('c3'),
        { commandId: 'm5 moves', by: { body: 'office', name: 'An' } },
        1,
        'c2',
      ),
  },
  { title: 'reminders leave', at: '2026-11-26T02:00:00.000Z' },
  {
    title: 'everybody who owes gets more time',
    act: ({ exchange }) =>
      extendCycle(exchange.control)(CYCLE, { by: 'An', commandId: 'extend' }, { ...ORDER.dates, dueOn: '2026-12-02' }),
  },
  { title: 'cell 2 answers', at: '2026-12-01T02:00:00.000Z', act: send('c2', 'c2 answers', [0, 1]) },
  { title: 'the late are escalated', at: '2026-12-03T02:00:00.000Z' },
  { title: 'counts go up', at: '2026-12-07T02:00:00.000Z' },
  { title: 'the cycle closes and delivers', at: '2026-12-11T02:00:00.000Z' },
  {
    title: 'one workplace acknowledges',
    act: ({ exchange }) => acknowledgeDelivery(exchange.world)(`${CYCLE}.e1`, by('e1')),
  },
  {
    title: 'cell 3 answers after delivery',
    act: send('c3', 'c3 late', [0], { kind: 'notHere', which: 'moved', movedTo: 'Hà Tĩnh' }),
  },
  { title: 'workplaces are reminded', at: '2026-12-16T02:00:00.000Z' },
  { title: 'the cycle is over', at: '2026-12-28T02:00:00.000Z' },
];

/** Lives the story from one deed on; everything due is done before the next. Returns the deeds done. */
export async function live<Where extends Timely>(
  host: Where,
  deeds: readonly Deed<Where>[],
  done: (deed: Deed<Where>) => void = () => {},
): Promise<void> {
  for (const deed of deeds) {
    if (deed.at) await host.moveClock(deed.at);
    await host.settle();
    await deed.act?.(host);
    await host.settle();
    done(deed);
  }
}

export const stateOf = async ({ ground }: Kept, cell: string) =>
  (await load(ground.table, requests, request(cell))).state;
