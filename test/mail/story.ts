import { clock as clockActor, committee, office } from '#domain/actor.ts';
import { endOfDay } from '#domain/calendar.ts';
import type { CycleDates, CycleEvent, CyclePlan } from '#domain/cycle.ts';
import type { DeliveryEvent } from '#domain/delivery.ts';
import type { DeskLetter } from '#domain/desk.ts';
import type { Language } from '#domain/language.ts';
import type { AnswerKind, Contact, RequestEvent, TextRef } from '#domain/request-events.ts';
import { type ComposeDeps, type Composed, compose, cyclesIn } from '#mail/compose.ts';
import type { Instant, Letter } from '#ports';
import { changeCycle, changeDelivery, changeDesk, changeRequest } from '#records/changes.ts';
import { saveDraft } from '#records/drafts.ts';
import {
  claim,
  dueMails,
  enqueue,
  finish,
  type Mail,
  type MailKind,
  type MailOrder,
  OUT_SHARDS,
  readMail,
} from '#records/outbox.ts';
import { keepParties } from '#records/parties.ts';
import { keepSlice, type SliceMember, seedOf } from '#records/slices.ts';
import { aPlan, aWorld, type TestWorld } from '#test/support/world.ts';

export const base = 'https://nhanxet.example';
export const cycleId = 'k26';
export const requestId = (cell: string): string => `${cycleId}.${cell}`;

const text: TextRef = { key: 'text', hash: 'hash' };

export interface CellSeed {
  readonly id?: string;
  readonly name?: string;
  readonly mailbox?: string;
  readonly members?: number;
  readonly contact?: Partial<Contact>;
  readonly deskId?: string;
}

/** A cycle in a ward of one province with one workplace, told by the changes that the steps make. */
export class Story {
  readonly world: TestWorld;
  readonly language: Language;
  /** Of everybody in it: may stand in no mail. */
  readonly memberNames: string[] = [];
  #wishes = 0;

  constructor(language: Language = 'vi', world = aWorld()) {
    this.language = language;
    this.world = world;
  }

  get deps(): ComposeDeps {
    const { table, linkKey } = this.world;
    return {
      table,
      cycles: cyclesIn(table, () => 0),
      linkKey,
      base,
      from: { name: 'Ban Tổ chức', address: 'nhanxet@tinh.example' },
    };
  }

  wish(by = clockActor) {
    this.#wishes += 1;
    return { id: `wish ${this.#wishes}`, by };
  }

  /** Opened, launched, and past its hold. */
  async begin(changes: Partial<CyclePlan> = {}, wardName = 'Đảng ủy phường Trường Vinh'): Promise<this> {
    const { clock, table } = this.world;
    const now = clock.now();
    await this.cycle({ type: 'opened', plan: aPlan(changes) });
    await this.cycle({ type: 'launched', holdUntil: now });
    const party = { language: this.language, channel: 'mailbox' as const };
    await keepParties(table, cycleId, [
      { ...party, id: 'p1', name: 'Tỉnh ủy', level: 'province', mailbox: 'tinh@tinh.example' },
      { ...party, id: 'w1', name: wardName, level: 'commune', parentId: 'p1', mailbox: 'phuong@w1.example' },
      { ...party, id: 'w2', name: 'Đảng ủy phường Bến Thủy', level: 'commune', parentId: 'p1' },
      { ...party, id: 'o1', name: 'Đảng ủy Công ty Nước', level: 'workplace', mailbox: 'nuoc@o1.example' },
    ]);
    return this;
  }

  cycle = (event: CycleEvent) => changeCycle(this.world, cycleId, this.wish(office('Trần Văn Quản')), () => event);
  request = (cell: string, event: RequestEvent, by = clockActor) =>
    changeRequest(this.world, requestId(cell), this.wish(by), () => event);
  delivery = (event: DeliveryEvent) => changeDelivery(this.world, `${cycleId}.o1`, this.wish(), () => event);
  tell = (what: DeskLetter, requests: readonly string[], desk = 'w1') =>
    changeDesk(this.world, `${cycleId}.${desk}`, this.wish(), (_, now) => ({
      type: 'told',
      what,
      morning: now,
      requests: requests.map(requestId),
    }));

  /** A residence committee is asked about its members. */
  async ask({ id = 'c1', name = 'Chi bộ khối 5', members = 3, ...seed }: CellSeed = {}, names?: readonly string[]) {
    const slice = Array.from({ length: members }, (_, n): SliceMember => {
      const memberName = names?.[n] ?? `Đảng viên Số ${n} của ${id}`;
      this.memberNames.push(memberName);
      const member = {
        id: `m-${id}-${n}`,
        name: memberName,
        birthDate: '1980',
        category: 'A',
        workplaceId: 'o1',
      } as const;
      return { ...member, mailbox: `m${n}@${id}.example` };
    });
    await keepSlice(this.world.table, requestId(id), slice);
    await this.request(id, {
      type: 'opened',
      cycleId,
      committeeId: id,
      name,
      deskId: seed.deskId ?? 'w1',
      contact: {
        channel: 'mailbox',
        mailbox: seed.mailbox ?? `${id}@w1.example`,
        language: this.language,
        ...seed.contact,
      },
      members: slice.map(seedOf),
      dueAt: endOfDay('2026-11-30'),
    });
  }

  submit = (cell: string, slots: readonly number[], kind: AnswerKind = 'comment') =>
    this.request(
      cell,
      {
        type: 'submitted',
        chunks: [{ ...text, slots, kinds: slots.map(() => kind) }],
        via: 'link',
        signing: { frontMet: true, second: 'minutes' },
        late: [],
      },
      committee(cell),
    );
  confirm = (cell: string, slots: readonly number[]) => this.request(cell, { type: 'confirmed', slots });
  sendBack = (cell: string, slots: readonly number[], until: Instant) =>
    this.request(cell, { type: 'sentBack', slots, reason: text, until });
  remind = (cell: string) => this.request(cell, { type: 'reminded', step: 'step', morning: this.world.clock.now() });
  extendCycle = (dates: Partial<CycleDates>) => this.cycle({ type: 'extended', dates: { ...aPlan().dates, ...dates } });
  draft = (cell: string, slot: number, finished: boolean) =>
    saveDraft(
      this.world,
      requestId(cell),
      { memberId: `m-${cell}-${slot}` },
      {
        expectedVersion: 0,
        answer: { remark: 'Lời nháp' },
        finished,
        keepUntil: '2027-01-01T00:00:00.000Z',
      },
    );

  order = (order: Pick<MailOrder, 'kind' | 'subjects'> & Partial<MailOrder>, mailbox: string) =>
    enqueue(this.world.table, {
      recipient: { mailbox, language: this.language },
      about: mailbox,
      occurrence: String(this.#wishes++),
      dueAt: this.world.clock.now(),
      ...order,
    });

  /** Mails that wait, of one kind or all, in the order they are due. */
  async mails(kind?: MailKind): Promise<readonly Mail[]> {
    const { table } = this.world;
    const mails: Mail[] = [];
    for (let shard = 0; shard < OUT_SHARDS; shard += 1)
      for (const due of await dueMails(table, shard, '9999', 1000)) {
        const stored = await readMail(table, due.id);
        if (stored && (kind === undefined || stored.mail.kind === kind)) mails.push(stored.mail);
      }
    return mails.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  }

  /** The mails of a kind that wait leave as they are. */
  async leave(kind: MailKind): Promise<void> {
    const { table, clock } = this.world;
    for (let shard = 0; shard < OUT_SHARDS; shard += 1)
      for (const due of await dueMails(table, shard, '9999', 1000)) {
        if ((await readMail(table, due.id))?.mail.kind !== kind) continue;
        const claimed = await claim(table, due, clock.now(), clock.now());
        if (claimed) await finish(table, due, claimed, { status: 'sent', at: clock.now() });
      }
  }

  compose = (mail: Mail): Promise<Composed> => compose(this.deps, mail, this.world.clock.now());

  /** What becomes now of the last mail of the kind. */
  async last(kind: MailKind): Promise<Composed> {
    const mail = (await this.mails(kind)).at(-1);
    if (!mail) throw new Error(`no mail of kind ${kind} waits`);
    return this.compose(mail);
  }

  async letter(kind: MailKind): Promise<Letter> {
    const composed = await this.last(kind);
    if (composed.outcome !== 'letter') throw new Error(`${kind}: ${JSON.stringify(composed)}`);
    return composed.letter;
  }
}

export const aStory = (language: Language = 'vi', changes: Partial<CyclePlan> = {}): Promise<Story> =>
  new Story(language).begin(changes);
