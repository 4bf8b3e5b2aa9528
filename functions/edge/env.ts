import type { Context } from 'hono';
import type { Actor } from '#domain/actor.ts';
import type { Officer } from '#domain/cycle.ts';
import type { Language } from '#domain/language.ts';
import type { Clock, Ids, Table } from '#ports';
import type { LinkSubject } from '#records/link-subject.ts';
import type { Session } from '#records/sessions.ts';
import type { Log } from './log.ts';

/** What every page needs of the world. */
export interface EdgeDeps {
  readonly table: Table;
  /** Of the cycles; where a machine is tried out it can be moved ahead. */
  readonly clock: Clock;
  /** The machine's own, which nobody moves: sessions, codes and pauses go by it, so that a leap of the other signs nobody out. */
  readonly sessionClock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The base of every link, as configured: the only thing that says where we are. No header of a request ever does. */
  readonly baseUrl: string;
  /** Where a request comes from, as the host knows it: the socket, or the header of the one proxy it was told to trust. */
  readonly address: (c: Context) => string;
}

/** The same for what idles by the machine's own clock. */
export const idling = <Deps extends Pick<EdgeDeps, 'clock' | 'sessionClock'>>(deps: Deps): Deps => ({
  ...deps,
  clock: deps.sessionClock,
});

/** Whatever answers with pages, of whichever kind its app is. */
export interface Pages {
  readonly fetch: (request: Request, env: unknown) => Response | Promise<Response>;
}

export interface PageEnv {
  Variables: {
    language: Language;
    /** Set by the first security layer, so that apps can be mounted in one another. */
    secured: true | undefined;
    /** Set by the second: this POST is a form of our own. */
    ownForm: true | undefined;
    /** From here on: only behind `requireSubject`. */
    subject: LinkSubject;
    session: Session;
    /** Whom to ask about what this session is for: a page that refuses something names them. */
    whomToAsk: (() => Promise<Officer | undefined>) | undefined;
    /** Goes into every form as the field `csrf`. */
    csrf: string;
    /** The officer in whose hand a committee's pages are, where they are in one's. */
    hand: Actor | undefined;
  };
}
