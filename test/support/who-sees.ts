import { expect } from 'vitest';
import { committeesById } from '#domain/committee.ts';
import { may, type PermissionName, permissionNames, permissions, type Rights, reaches } from '#domain/permissions.ts';
import type { LinkKind } from '#records/link-subject.ts';
import { listParties } from '#records/parties.ts';
import { fields, type Seen, seenBy } from './readers.ts';
import type { Reader, ReadingRoom } from './reading-room.ts';
import { type State, states } from './reading-states.ts';
import { CYCLE, request } from './small-cycle.ts';

/** From which state on a field is there to be seen; for ever after. */
type Since = { readonly [field in Seen]?: State };

/**
 * Who came by a link, as the rules on privacy say: a residence cell its own members and its own forms, a ward its area, a workplace
 * its own members, a member their own record, the province counts and no text.
 */
const byLink: { readonly [reader: string]: { readonly kind: LinkKind; readonly id: string; readonly sees?: Since } } = {
  'the cell': {
    kind: 'request',
    id: request('c1'),
    sees: { cellName: 'asked', memberName: 'asked', level: 'draft', commentText: 'draft', signer: 'submitted' },
  },
  // It may put another mailbox in the place of the cell's; what the cell has not sent it does not see.
  'the ward': {
    kind: 'desk',
    id: `${CYCLE}.w1`,
    sees: {
      cellName: 'asked',
      mailbox: 'asked',
      memberName: 'asked',
      level: 'submitted',
      commentText: 'submitted',
      signer: 'submitted',
    },
  },
  'the province': { kind: 'desk', id: `${CYCLE}.t1`, sees: { counts: 'asked' } },
  'the workplace': {
    kind: 'delivery',
    id: `${CYCLE}.e1`,
    sees: {
      cellName: 'delivered',
      memberName: 'delivered',
      level: 'delivered',
      commentText: 'delivered',
      signer: 'delivered',
    },
  },
  // Who asks about them they may know at any time, and who sat in the meeting never.
  'the member': {
    kind: 'member',
    id: `${request('c1')}.0`,
    sees: { cellName: 'asked', memberName: 'asked', level: 'confirmed', commentText: 'confirmed' },
  },
  'another cell': { kind: 'request', id: request('c2') },
  'another ward': { kind: 'desk', id: `${CYCLE}.w2` },
  'another province': { kind: 'desk', id: `${CYCLE}.t2` },
  'another workplace': { kind: 'delivery', id: `${CYCLE}.e2` },
  'another member': { kind: 'member', id: `${request('c2')}.0` },
};

/** With everything or with the part that the cell, or its member's workplace, lies in; and the same for the other half of the world. */
const inOffice: { readonly [reader: string]: Rights } = {
  'an administrator': { role: 'administrator', scope: {} },
  'an administrator of the province': { role: 'administrator', scope: { committeeId: 't1' } },
  'an administrator of the ward': { role: 'administrator', scope: { committeeId: 'w1' } },
  'an administrator elsewhere': { role: 'administrator', scope: { committeeId: 't2' } },
  'an officer of the workplace': { role: 'workplaceOfficer', scope: { committeeId: 'e1' } },
  'an officer of another workplace': { role: 'workplaceOfficer', scope: { committeeId: 'e2' } },
  'an officer of the ward': { role: 'wardOfficer', scope: { committeeId: 'w1' } },
  'an officer of another ward': { role: 'wardOfficer', scope: { committeeId: 'w2' } },
  'an auditor': { role: 'auditor', scope: {} },
  'an auditor of the province': { role: 'auditor', scope: { committeeId: 't1' } },
  'an auditor elsewhere': { role: 'auditor', scope: { committeeId: 't2' } },
  'an observer': { role: 'provinceObserver', scope: {} },
  'an observer of the province': { role: 'provinceObserver', scope: { committeeId: 't1' } },
  'an observer elsewhere': { role: 'provinceObserver', scope: { committeeId: 't2' } },
};

/** What a permission shows is there from the first state on, but for these. */
const later: { readonly [name in PermissionName]?: Since } = {
  requests: { signer: 'submitted' },
  evaluations: {
    cellName: 'delivered',
    memberName: 'delivered',
    signer: 'delivered',
    level: 'delivered',
    commentText: 'delivered',
  },
  allEvaluations: {
    cellName: 'assembled',
    memberName: 'assembled',
    signer: 'assembled',
    level: 'assembled',
    commentText: 'assembled',
  },
};
const ofWorkplace: readonly PermissionName[] = ['evaluations', 'deliveries', 'changeDeliveries', 'ownMembers'];

const isThere = (since: State | undefined, state: State): boolean =>
  since !== undefined && states.indexOf(state) >= states.indexOf(since);

/** The table of permissions as a table of fields: what these rights must show in a state, and nothing beyond it. */
function expectedOf(rights: Rights, state: State, within: (committeeId: string) => boolean): readonly Seen[] {
  return fields.filter((field) =>
    permissionNames.some(
      (name) =>
        may(rights, name) &&
        within(ofWorkplace.includes(name) ? 'e1' : 'w1') &&
        permissions[name].shows.some((shown) => shown === field) &&
        isThere(later[name] ? (later[name][field] ?? 'asked') : 'asked', state),
    ),
  );
}

export interface Row {
  readonly reader: Reader;
  readonly expected: (state: State) => readonly Seen[];
}

/** Everybody; `mark`: of the names in the office, where they come more than once. */
export async function everybodyIn(room: ReadingRoom, mark = ''): Promise<ReadonlyMap<string, Row>> {
  const parties = committeesById(await listParties(room.world.table, CYCLE));
  const rows = new Map<string, Row>();
  for (const [name, { sees = {}, ...subject }] of Object.entries(byLink)) {
    const expected = (state: State) => fields.filter((field) => isThere(sees[field], state));
    rows.set(name, { reader: await room.byLink(subject, name.startsWith('another')), expected });
  }
  for (const [name, rights] of Object.entries(inOffice)) {
    const reader = await room.inOffice(name + mark, rights, !reaches(rights, 'w1', parties));
    rows.set(name, { reader, expected: (state) => expectedOf(rights, state, (id) => reaches(rights, id, parties)) });
  }
  return rows.set('nobody', { reader: room.come(), expected: () => [] });
}

/** What each of them sees in a state is what they should see, and nothing more. */
export async function expectEverybodySees(
  room: ReadingRoom,
  rows: ReadonlyMap<string, Row>,
  state: State,
): Promise<void> {
  for (const [who, { reader, expected }] of rows) {
    const seen = await seenBy(room, reader);
    expect({ who, state, sees: fields.filter((field) => seen.has(field)) }).toEqual({
      who,
      state,
      sees: expected(state),
    });
  }
}
