import type { AnswerKind, Via } from '#domain/request-events.ts';
import type { Instant } from '#ports';

/**
 * The exchange as somebody would keep it on a sheet of paper: a list of members with a few crosses. It is told only what was
 * accepted, in the order of the journals, and says how every member should end and what should be accepted next.
 */
export const CELLS = ['c1', 'c2', 'c3', 'c4'] as const;
export type Cell = (typeof CELLS)[number];
/** c4 stands under a ward of its own and has nobody until somebody is re-routed there. */
export const OWN: { readonly [cell in Cell]: readonly string[] } = {
  c1: ['m1', 'm2', 'm3'],
  c2: ['m4', 'm5'],
  c3: ['m6'],
  c4: [],
};

export type Deed = { readonly id: string } & (
  | {
      readonly do: 'submit';
      readonly cell: Cell;
      readonly slots: readonly number[];
      readonly kind: AnswerKind;
      readonly via: Via;
    }
  | { readonly do: 'confirm' | 'sendBack' | 'reopen'; readonly cell: Cell; readonly slots: readonly number[] }
  | { readonly do: 'view'; readonly cell: Cell; readonly slot: number }
  | { readonly do: 'conflict'; readonly cell: Cell; readonly slot: number; readonly to: 'hand' | 'ward' }
  | { readonly do: 'reroute'; readonly cell: Cell; readonly slot: number; readonly to: Cell }
  | { readonly do: 'countersign' | 'press' | 'excuse' | 'contact' | 'bounce' | 'visit'; readonly cell: Cell }
  | { readonly do: 'grant'; readonly cell: Cell; readonly days: number }
  | { readonly do: 'extend'; readonly days: number }
  | { readonly do: 'stop' | 'resume' | 'closeEarly' | 'cancel' }
  | { readonly do: 'acknowledge'; readonly workplace: 'e1' | 'e2' }
  | { readonly do: 'tick'; readonly hours: number }
  | { readonly do: 'restart' }
  /** The same form sent again. */
  | { readonly do: 'again' }
);

interface Place {
  readonly member: string;
  away: boolean;
  kind?: AnswerKind;
  via?: Via;
  confirmed: boolean;
  sentBack: boolean;
  /** Who has it since a hand stepped aside; '' while nobody did. */
  aside: '' | 'hand' | 'ward';
  viewed: boolean;
}

const place = (member: string): Place => ({
  member,
  away: false,
  confirmed: false,
  sentBack: false,
  aside: '',
  viewed: false,
});

export interface Sheet {
  readonly places: { readonly [cell in Cell]: Place[] };
  readonly asked: Set<Cell>;
  readonly excused: Set<Cell>;
  readonly released: Set<Cell>;
}

export const emptySheet = (): Sheet => ({
  places: { c1: [], c2: [], c3: [], c4: [] },
  asked: new Set(),
  excused: new Set(),
  released: new Set(),
});

export function openOn(sheet: Sheet, cell: Cell): void {
  sheet.asked.add(cell);
  sheet.places[cell].push(...OWN[cell].map(place));
}

export function comeOn(sheet: Sheet, cell: Cell, member: string): void {
  sheet.places[cell].push(place(member));
}

/** What a deed does to each place that it names. */
function changeBy(deed: Deed): Partial<Place> {
  switch (deed.do) {
    case 'submit':
      return { kind: deed.kind, via: deed.via, confirmed: false, sentBack: false, aside: '', viewed: false };
    case 'confirm':
      return { confirmed: true, sentBack: false };
    case 'sendBack':
      return { sentBack: true };
    case 'reopen':
      return { confirmed: false };
    case 'conflict':
      return { aside: deed.to };
    case 'view':
      return { viewed: true };
    case 'reroute':
      return { away: true };
    default:
      return {};
  }
}

const slotsOf = (deed: Deed): readonly number[] => ('slots' in deed ? deed.slots : 'slot' in deed ? [deed.slot] : []);

/** One accepted deed, as its request's journal has it. */
export function note(sheet: Sheet, deed: Deed): void {
  if (!('cell' in deed)) return;
  if (deed.do === 'excuse') sheet.excused.add(deed.cell);
  for (const slot of slotsOf(deed)) Object.assign(sheet.places[deed.cell][slot] ?? {}, changeBy(deed));
}

/** How everybody should end, by member. */
export function endsOn(sheet: Sheet): ReadonlyMap<string, string> {
  const ends = new Map<string, string>();
  for (const cell of CELLS)
    for (const one of sheet.places[cell]) if (!one.away) ends.set(one.member, endOf(one, sheet.excused.has(cell)));
  return ends;
}

function endOf({ kind, confirmed, sentBack, aside }: Place, excused: boolean): string {
  if (kind === 'comment') return confirmed && !sentBack ? 'commented confirmed' : 'commented notConfirmed';
  if (kind === 'conflict' || (!kind && aside)) return 'noComment conflict';
  if (kind) return `notHere ${kind}`;
  return excused ? 'noComment excused' : 'noComment silence';
}

export interface Times {
  readonly now: Instant;
  readonly dueAt: (cell: Cell) => Instant;
  readonly status: string;
}

const isOwed = ({ away, kind, sentBack, aside }: Place): boolean =>
  !away && (kind === undefined || kind === 'conflict' ? aside === 'hand' || (!kind && !aside) : sentBack);

/** In a cell's place once it is late, or where it stepped aside; whether it can be reached is not on the sheet. */
function wardMayAnswer(here: readonly Place[], late: boolean): boolean | undefined {
  if (here.some(({ kind }) => kind === 'comment')) return false;
  return late || here.every(({ kind, aside }) => kind === 'conflict' || aside === 'ward') ? true : undefined;
}

/** Whether a deed about one request should be taken; undefined where the sheet has no opinion. */
export function shouldTake(sheet: Sheet, deed: Deed, { now, dueAt, status }: Times): boolean | undefined {
  if (!('cell' in deed) || deed.do === 'bounce') return undefined;
  if (!sheet.asked.has(deed.cell) || status === 'cancelled') return false;
  const found = slotsOf(deed).map((slot) => sheet.places[deed.cell][slot]);
  if (found.some((one) => !one || one.away)) return false;
  const here = found.flatMap((one) => one ?? []);
  const released = sheet.released.has(deed.cell);
  const stands = ({ kind, sentBack, confirmed }: Place) =>
    kind !== undefined && kind !== 'conflict' && !sentBack && confirmed;
  const answered = ({ kind }: Place) => kind !== undefined && kind !== 'conflict';
  switch (deed.do) {
    case 'submit':
      if (here.some(stands)) return false;
      // What the committee sent by its link, it changes by its link.
      if (deed.via !== 'link' && here.some((one) => one.via === 'link' && answered(one) && !one.sentBack)) return false;
      if (deed.via === 'ward') return wardMayAnswer(here, now > dueAt(deed.cell));
      return now <= dueAt(deed.cell) || here.every((one) => !answered(one) || one.sentBack);
    case 'confirm':
      return here.every((one) => answered(one) && !stands(one));
    case 'sendBack':
      return !released && here.every(({ kind, via }) => kind !== undefined && via !== 'ward');
    case 'reopen':
      return !released && here.every(({ confirmed }) => confirmed);
    case 'view':
      return here.every(({ confirmed, viewed }) => confirmed && !(released && viewed));
    case 'conflict':
      return here.every(({ kind }) => kind !== 'comment');
    case 'reroute':
      return deed.to !== deed.cell && !released && status !== 'closing' && status !== 'finished';
    case 'excuse':
      return !released && !sheet.excused.has(deed.cell) && sheet.places[deed.cell].some(isOwed);
    default:
      return undefined;
  }
}
