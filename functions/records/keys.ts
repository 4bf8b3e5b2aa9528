import type { Key } from '#ports';

/**
 * The only place with key strings. Everything the exchange stores is found by one of these; a comment says what lives there
 * and who reads it. Ids are the exchange's own or come from the roster (letters, digits, `-`, `_`), so `#` and `.` separate.
 */

/** Sort keys that count must sort as text: up to 99,999,999. */
export const padded = (n: number): string => String(n).padStart(8, '0');

/** What the names of brakes begin with, among all that holds mail back. */
export const brakeMark = '#brake#';

export const keys = {
  /** The journal of one subject: its entries in order, append only. Grants may deny changing anything under `J#`. */
  journal: (kind: string, id: string) => `J#${kind}#${id}`,
  entry: (kind: string, id: string, seq: number): Key => ({ pk: `J#${kind}#${id}`, sk: padded(seq) }),

  /** The link of one subject: its version says which tokens still open it. */
  link: (kind: string, id: string): Key => ({ pk: `LINK#${kind}#${id}`, sk: 'link' }),
  /** Directory of tokens: the fingerprint of a token leads to its subject; the token itself is stored nowhere. */
  token: (tokenPrint: string): Key => ({ pk: `TOKEN#${tokenPrint}`, sk: 'token' }),

  /** A session, by the fingerprint of its cookie. */
  session: (cookiePrint: string): Key => ({ pk: `SESSION#${cookiePrint}`, sk: 'session' }),
  /** Somebody waiting for a code on `/r/code`, by the fingerprint of the cookie. */
  asking: (cookiePrint: string): Key => ({ pk: `ASKING#${cookiePrint}`, sk: 'asking' }),
  /** A device that may see what is already written for a subject. */
  device: (kind: string, id: string, devicePrint: string): Key => ({ pk: `DEVICE#${kind}#${id}`, sk: devicePrint }),
  /** The one valid code of a mailbox for a purpose. */
  code: (mailboxPrint: string, purpose: string): Key => ({ pk: `CODE#${mailboxPrint}`, sk: purpose }),
  /** A code for the second signature, by its fingerprint; and which one is the present one of a part that was sent. */
  secondCode: (codePrint: string): Key => ({ pk: `SECOND#${codePrint}`, sk: 'code' }),
  secondCodeOf: (requestId: string, part: number): Key => ({ pk: `SECONDOF#${requestId}`, sk: padded(part) }),
  /** How often something failed lately, by the fingerprint of whom it is counted against. */
  failures: (limit: string, whomPrint: string): Key => ({ pk: `FAILURES#${limit}#${whomPrint}`, sk: 'count' }),

  /** Administrators, all of them, by id: few, and read on every request of the console. */
  people: () => 'PEOPLE',
  person: (personId: string): Key => ({ pk: 'PEOPLE', sk: personId }),
  /** A one-time link into the console, by the fingerprint of its token. */
  invitation: (tokenPrint: string): Key => ({ pk: `INVITATION#${tokenPrint}`, sk: 'invitation' }),
  /** The invitations that wait for somebody, by the same fingerprint: few, and listed for administrators. */
  openInvitations: () => 'INVITED',
  openInvitation: (tokenPrint: string): Key => ({ pk: 'INVITED', sk: tokenPrint }),
  /** Whose an issuer's account is, by the fingerprint of issuer and subject. */
  account: (accountPrint: string): Key => ({ pk: `ACCOUNT#${accountPrint}`, sk: 'account' }),
  /** Somebody who left to sign in at the issuer, by the fingerprint of the cookie. */
  login: (cookiePrint: string): Key => ({ pk: `LOGIN#${cookiePrint}`, sk: 'login' }),

  /** The drafts of one request; each member has one, and the meeting with its signers has one. */
  drafts: (requestId: string) => `DRAFT#${requestId}`,
  draft: (requestId: string, part: string): Key => ({ pk: `DRAFT#${requestId}`, sk: part }),

  /** Which subjects a mailbox may open, by the fingerprint of the folded address. */
  mailbox: (mailboxPrint: string) => `MAILBOX#${mailboxPrint}`,
  mailboxSubject: (mailboxPrint: string, kind: string, id: string): Key => ({
    pk: `MAILBOX#${mailboxPrint}`,
    sk: `${kind}#${id}`,
  }),

  /** What is about to happen, by shard: read by whoever finishes. */
  intents: (shard: number) => `TODO#${shard}`,
  intent: (shard: number, name: string): Key => ({ pk: `TODO#${shard}`, sk: name }),

  /** Requests of a cycle that somebody looked at on a day: where the digest of the night finds journals of looks that grew. */
  looks: (cycleId: string, day: string) => `LOOKED#${cycleId}#${day}`,
  look: (cycleId: string, day: string, requestId: string): Key => ({ pk: `LOOKED#${cycleId}#${day}`, sk: requestId }),

  /** Write-once answers and free texts of one request. */
  text: (owner: string, name: string): Key => ({ pk: `A#${owner}`, sk: name }),

  /** Names and mailboxes of a request's members, in pages of slots, as the roster had them. */
  slice: (requestId: string, page: number): Key => ({ pk: `SLICE#${requestId}`, sk: padded(page) }),
  slices: (requestId: string) => `SLICE#${requestId}`,

  /** One row a request, together by ward: what boards and sweeps read. */
  board: (cycleId: string, deskId: string) => `BOARD#${cycleId}#${deskId}`,
  boardRow: (cycleId: string, deskId: string, requestId: string): Key => ({
    pk: `BOARD#${cycleId}#${deskId}`,
    sk: requestId,
  }),

  /** One row a workplace, together by cycle. */
  deliveryBoard: (cycleId: string) => `DBOARD#${cycleId}`,
  deliveryRow: (cycleId: string, deliveryId: string): Key => ({ pk: `DBOARD#${cycleId}`, sk: deliveryId }),

  /** Counts of a ward as its last sweep saw them: what the province may see. */
  rollups: (cycleId: string) => `ROLL#${cycleId}`,
  rollup: (cycleId: string, deskId: string): Key => ({ pk: `ROLL#${cycleId}`, sk: deskId }),

  /** Wards, provinces and workplaces of a cycle, with their mailboxes. */
  parties: (cycleId: string) => `PARTY#${cycleId}`,
  party: (cycleId: string, committeeId: string): Key => ({ pk: `PARTY#${cycleId}`, sk: committeeId }),

  /** Committees that are written to another way than before, by cycle (`-`: in the roster), in the order it happened. */
  contactChanges: (where: string) => `CONTACTS#${where}`,
  contactChange: (where: string, name: string): Key => ({ pk: `CONTACTS#${where}`, sk: name }),
  /** The same of a roster, by its turn and version, before it is in force. */
  rosterContacts: (turn: number, version: string) => `ROSTERCONTACTS#${turn}#${version}`,
  rosterContact: (turn: number, version: string, committeeId: string): Key => ({
    pk: `ROSTERCONTACTS#${turn}#${version}`,
    sk: committeeId,
  }),

  /** All cycles, one row each: title and state for lists, and the clockwork's generation. */
  cycleList: () => 'CYCLES',
  cycleRow: (cycleId: string): Key => ({ pk: 'CYCLES', sk: cycleId }),
  /** Cycles that open themselves again every year, by the cycle they were made from. */
  yearlyOrders: () => 'YEARLY',
  yearlyOrder: (cycleId: string): Key => ({ pk: 'YEARLY', sk: cycleId }),
  clockwork: (cycleId: string): Key => ({ pk: `CLOCKWORK#${cycleId}`, sk: 'clockwork' }),
  /** Which desks the tasks of a cycle work through, and those that came into it later. */
  shards: (cycleId: string): Key => ({ pk: `CLOCKWORK#${cycleId}`, sk: 'shards' }),
  lateDesk: (cycleId: string, deskId: string): Key => ({ pk: `CLOCKWORK#${cycleId}`, sk: `desk#${deskId}` }),

  /** Progress of a cycle's jobs. */
  jobs: (cycleId: string) => `JOB#${cycleId}`,
  job: (cycleId: string, name: string): Key => ({ pk: `JOB#${cycleId}`, sk: name }),

  /** What a job could not do, by the job and the subject: others went on, and a repair asks again. */
  poisons: (cycleId: string) => `POISON#${cycleId}`,
  poison: (cycleId: string, name: string): Key => ({ pk: `POISON#${cycleId}`, sk: name }),

  /** A mail for ever, and the pointer that makes it due. */
  mail: (mailId: string): Key => ({ pk: `MAIL#${mailId}`, sk: 'mail' }),
  out: (shard: number) => `OUT#${shard}`,
  outRow: (shard: number, dueAt: string, mailId: string): Key => ({ pk: `OUT#${shard}`, sk: `${dueAt}#${mailId}` }),
  /** Mails that failed or came back, by cycle (`-`: of none), for whoever looks after them. */
  troubledMails: (cycleId: string) => `TROUBLED#${cycleId}`,
  troubledMail: (cycleId: string, mailId: string): Key => ({ pk: `TROUBLED#${cycleId}`, sk: mailId }),
  /** Until when the slots of the one pace are given away. */
  pace: (): Key => ({ pk: 'HOLD', sk: '#pace' }),
  /** Until when the provider takes no mail at all. */
  mailPause: (): Key => ({ pk: 'HOLD', sk: '#pause' }),
  /** Mailboxes that get no mail any more, by their fingerprint. */
  suppressions: () => 'SUPPRESSED',
  suppression: (mailboxPrint: string): Key => ({ pk: 'SUPPRESSED', sk: mailboxPrint }),
  /** How many mails of a cycle left on a day, and which of those came back for good: what its brake looks at. */
  mailsOfDay: (cycleId: string, day: string): Key => ({ pk: `SENTOF#${cycleId}`, sk: day }),
  returnsOfDay: (cycleId: string, day: string) => `BACKOF#${cycleId}#${day}`,
  returnOfDay: (cycleId: string, day: string, mailId: string): Key => ({ pk: `BACKOF#${cycleId}#${day}`, sk: mailId }),
  /** Cycles whose mail was held because too much of it came back, and those let go again. */
  brake: (cycleId: string): Key => ({ pk: 'HOLD', sk: `${brakeMark}${cycleId}` }),

  /** Evaluations of a request, by version. */
  evaluations: (requestId: string) => `EV#${requestId}`,
  evaluation: (requestId: string, release: string, first: number): Key => ({
    pk: `EV#${requestId}`,
    sk: `${release}.${padded(first)}`,
  }),
  /** Requests that a workplace's members were re-routed to after the launch. */
  reroutes: (cycleId: string, workplaceId: string) => `WPX#${cycleId}#${workplaceId}`,
  reroute: (cycleId: string, workplaceId: string, requestId: string): Key => ({
    pk: `WPX#${cycleId}#${workplaceId}`,
    sk: requestId,
  }),

  /** Letters of the local spool, each under the id of its mail, so that none is there twice. */
  spool: () => 'SPOOL',
  letter: (letterId: string): Key => ({ pk: 'SPOOL', sk: letterId }),
  /**
   * Why mail is held back, a row for each reason; the pace, the pause and the brakes stand with them, so that a sender learns in
   * one read of all that stops it or makes it wait.
   */
  mailHolds: () => 'HOLD',
  mailHold: (reason: string): Key => ({ pk: 'HOLD', sk: reason }),
  /** Which store this table last ran as, and when its machine's clock was last looked at. */
  home: (): Key => ({ pk: 'HOME', sk: 'store' }),
  clockSeen: (): Key => ({ pk: 'HOME', sk: 'clock' }),

  /** How far the one machine's clock was moved forward. */
  clockOffset: (): Key => ({ pk: 'CLOCK', sk: 'offset' }),

  /** Which version of the roster is in force; what it holds are files. The one write that makes an import count. */
  rosterCurrent: (): Key => ({ pk: 'ROSTER', sk: 'current' }),
  /** A file of evaluations that was ordered, and how far it is; by the order's id. */
  exportOrder: (orderId: string): Key => ({ pk: `EXPORT#${orderId}`, sk: 'order' }),
  /** A link mailed before a launch, to be opened from another machine; and what the launch page waits for. */
  testLink: (tokenPrint: string): Key => ({ pk: `TESTLINK#${tokenPrint}`, sk: 'link' }),
  testedLink: (cycleId: string): Key => ({ pk: `CLOCKWORK#${cycleId}`, sk: 'tested' }),
  /** A roster file that was checked and waits to be put in force or to be forgotten. */
  checkedRoster: (id: string): Key => ({ pk: 'CHECKED', sk: id }),
};
