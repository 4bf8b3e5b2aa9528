import type { Context } from 'hono';
import type { HandsOut, HandsOutKept } from '#edge/download.ts';
import type { EdgeDeps, PageEnv } from '#edge/env.ts';
import type { Files, Issuer, Mailer } from '#ports';
import type { Person } from '#records/people.ts';
import type { World } from '#records/world.ts';

/** What every room of the console needs of the world. It makes no links: whoever sends mail does. */
export interface RoomDeps extends EdgeDeps, HandsOut {
  readonly world: World;
  /** Something was written that is due now. */
  readonly nudge: () => void;
}

/** And most rooms. */
export interface ConsoleDeps extends RoomDeps {
  readonly files: Files;
}

/** The largest roster file that a page of this place takes. */
export interface RosterUploads {
  readonly megabytes: number;
  /** The command by which a larger one comes in, where there is one. */
  readonly larger?: string;
}

/** And the rooms of the roster. */
export interface RosterDeps extends ConsoleDeps {
  readonly rosterUploads: RosterUploads;
}

/** The largest cycle whose journals a page of this place reads, and the command that reads those of a larger one. */
export interface Audits {
  readonly most: number;
  readonly larger: string;
}

/** And the room in which a cycle's course is changed. */
export interface CycleDeps extends ConsoleDeps {
  /** Makes the workflow of a cycle look again, now. */
  readonly wake: (cycleId: string) => Promise<unknown>;
  readonly mailer: Pick<Mailer, 'rate'>;
  /** Where a page may take only so long. */
  readonly audits?: Audits;
}

/** The room of files, where a whole cycle's are ordered. */
export interface FileDeps extends RoomDeps, HandsOutKept {
  /** Sets the making of an ordered file going, and does not wait for it. */
  readonly startExport: (order: string) => Promise<void>;
}

/** And the one in which a cycle is opened and launched. */
export interface LaunchDeps extends CycleDeps {
  /** Mail leaves this machine: a launch then wants a test link that was opened elsewhere. */
  readonly mailLeaves: boolean;
}

/** What the ways in and out need: much less, so that they are a function of their own. */
export interface SignInDeps extends EdgeDeps {
  /** Who keeps the accounts of administrators; without one they come in by one-time codes. */
  readonly issuer?: Issuer;
}

export interface ConsoleEnv {
  Variables: PageEnv['Variables'] & {
    /** Who is signed in, as the table has them at this request. */
    person: Person;
    /** The page that the answer to a POST belongs to. */
    room: string | undefined;
  };
}

export type Page = Context<ConsoleEnv>;
