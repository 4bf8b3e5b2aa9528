import { type CommitteeLevel, type Committees, isWithin } from './committee.ts';

/** What somebody on the inside is there for. Committees and members have no role: they read by the link they were mailed. */
export const roles = ['administrator', 'workplaceOfficer', 'wardOfficer', 'auditor', 'provinceObserver'] as const;
export type Role = (typeof roles)[number];

export interface Rights {
  readonly role: Role;
  /** One committee and all below it; everything without one. */
  readonly scope: { readonly committeeId?: string | undefined };
}

/** What a page may tell of a ward, a cell or a member. Nobody is ever shown the token of a link, or a member's own mailbox. */
export type Field = 'counts' | 'cellName' | 'mailbox' | 'memberName' | 'timeline' | 'signer' | 'level' | 'commentText';

interface Permission {
  readonly to: readonly Role[];
  /** It concerns everybody: only for those whose part is everything. */
  readonly whole?: true;
  readonly shows: readonly Field[];
}

const everybody = roles;

/**
 * The one table of who may see and do what, and it denies by default: what does not stand here, nobody may. A workplace reads about
 * its own members, a ward works on its area, a province sees counts and lateness and no text; an auditor sees that
 * everything was done, when and by whom, and neither reads what was said about a member nor changes anything.
 */
export const permissions = {
  /** To be here at all: the home page, and the way out. */
  console: { to: everybody, shows: [] },
  /** How far each ward is, and what is late. */
  counts: { to: ['administrator', 'wardOfficer', 'auditor', 'provinceObserver'], shows: ['counts'] },
  /** The cells by name, who still owes, and the letters to a ward. */
  cells: { to: ['administrator', 'wardOfficer', 'auditor'], shows: ['counts', 'cellName', 'mailbox'] },
  /** One request: its members and where each stands, what happened and by whose hand. Never what was written. */
  requests: {
    to: ['administrator', 'wardOfficer', 'auditor'],
    shows: ['counts', 'cellName', 'mailbox', 'memberName', 'timeline', 'signer'],
  },
  /** Press, grant time, excuse, reopen, re-route, another mailbox, a new link. */
  changeRequests: { to: ['administrator', 'wardOfficer'], shows: [] },
  /** Writing down what came on paper or by the Party's portal, and printing the blank for it. */
  answers: { to: ['administrator', 'wardOfficer'], shows: ['cellName', 'memberName'] },
  /** A ward's own link and mailbox. */
  changeWards: { to: ['administrator', 'wardOfficer'], shows: ['mailbox'] },
  /** What each workplace has received and acknowledged. */
  deliveries: { to: ['administrator', 'workplaceOfficer', 'auditor'], shows: [] },
  /** What was said about a workplace's members, to that workplace. A ward has what its own cells wrote behind its own link. */
  evaluations: {
    to: ['administrator', 'workplaceOfficer'],
    shows: ['cellName', 'memberName', 'signer', 'level', 'commentText'],
  },
  allEvaluations: {
    to: ['administrator'],
    whole: true,
    shows: ['cellName', 'memberName', 'signer', 'level', 'commentText'],
  },
  /** Where evaluations are sent is no decision of who receives them. */
  changeDeliveries: { to: ['administrator'], shows: ['mailbox'] },
  /** A workplace's own members as the roster has them. */
  ownMembers: { to: ['workplaceOfficer'], shows: ['cellName', 'memberName'] },
  roster: { to: ['administrator'], whole: true, shows: ['cellName', 'mailbox', 'memberName'] },
  /** Mails that failed, and mails that wait. */
  mails: { to: ['administrator', 'auditor'], whole: true, shows: ['mailbox'] },
  /** Whether every journal is as it was written. */
  audit: { to: ['administrator', 'auditor'], whole: true, shows: [] },
  /** Opening, launching, extending, stopping, closing, cancelling. */
  cycles: { to: ['administrator'], whole: true, shows: [] },
  /** What mends a fault: finishing, sending again, letting held mail go. */
  repair: { to: ['administrator'], whole: true, shows: [] },
  /** Inviting, disabling, and who may do what. */
  people: { to: ['administrator'], whole: true, shows: [] },
} as const satisfies { readonly [name: string]: Permission };

export type PermissionName = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as PermissionName[];

/** What a role may be given to work on. A ward officer without a ward, or a workplace officer without a workplace, is nobody. */
export const partsFor: { readonly [role in Role]: readonly ('everything' | CommitteeLevel)[] } = {
  administrator: ['everything', 'province', 'commune', 'workplace'],
  workplaceOfficer: ['workplace'],
  wardOfficer: ['commune'],
  auditor: ['everything', 'province'],
  provinceObserver: ['everything', 'province'],
};

/** Whether their part is all there is. */
export const hasEverything = ({ role, scope }: Rights): boolean =>
  scope.committeeId === undefined && partsFor[role].includes('everything');

export function may(rights: Rights, name: PermissionName): boolean {
  const { to, whole }: Permission = permissions[name];
  return to.includes(rights.role) && (!whole || hasEverything(rights));
}

/** Whether a committee lies in somebody's part of the tree. */
export function reaches(rights: Rights, committeeId: string, committees: Committees): boolean {
  const mine = rights.scope.committeeId;
  if (mine === undefined) return hasEverything(rights);
  // Another workplace may answer to this one, and yet its members are not this one's own.
  return rights.role === 'workplaceOfficer' ? committeeId === mine : isWithin(committeeId, mine, committees);
}
