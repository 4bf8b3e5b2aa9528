/**
 * What the rules ask of the world. Everything that differs between one machine and a cloud stands behind one of these,
 * so that a test hands in its own and no rule ever asks where it runs.
 */

/** A moment in UTC as `Date.prototype.toISOString` writes it (24 characters), so that text order is time order. */
export type Instant = string;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

export interface Key {
  /** Partition: what is read together and written at under 1,000 a second. */
  readonly pk: string;
  /** Sort key within the partition, in byte order of its UTF-8 text. */
  readonly sk: string;
}

export interface Item extends Key {
  /** Supplied by the writer: a journal number, a draft's version. Starts at 1 by convention, never negative. */
  readonly version: number;
  /** At most 100 KB as JSON. */
  readonly body: Json;
  /** Epoch seconds after which the item may vanish by itself; readers that care compare the clock themselves. */
  readonly expiresAt?: number;
}

/** The one condition a put or a removal may carry; it is decided together with the write. */
export type When =
  /** Only if no item has this key. */
  | 'absent'
  /** Only if the item is there with exactly this version. */
  | { readonly versionIs: number }
  /** Only if no item is there, or one with a smaller version than this. */
  | { readonly olderThan: number };

export interface Reading {
  /** What was written in the last moments may be missing, for half the price where reading has one. */
  readonly eventual?: boolean;
}

export interface Range extends Reading {
  /** Only sort keys that begin with this. */
  readonly prefix?: string;
  /** Only sort keys after this one (exclusive): the cursor of the page before. */
  readonly after?: string;
  /** Only sort keys up to this one (inclusive). */
  readonly upTo?: string;
  /** At most so many items; default 1,000. */
  readonly limit?: number;
}

export interface Page {
  readonly items: readonly Item[];
  /** There may be more: ask again with `after: cursor`. Absent at the end. */
  readonly cursor?: string;
}

/**
 * The one store. Reads are strongly consistent and see every put that has resolved, unless they ask not to. There are no secondary indexes and no
 * transactions across items, so that the same calls mean the same on DynamoDB and on SQLite.
 */
export interface Table {
  get(key: Key, how?: Reading): Promise<Item | undefined>;
  /** One partition in ascending order of sort key. */
  query(pk: string, range?: Range): Promise<Page>;
  /** True when written, false when the condition refused it; a fault rejects, and then nothing is known. */
  put(item: Item, when?: When): Promise<boolean>;
  /** Items whose keys are written once. Not atomic: a fault may leave some written; writing all again mends it. */
  putMany(items: readonly Item[]): Promise<void>;
  /** True when the item is gone (or was not there), false when the condition refused. */
  remove(key: Key, when?: { readonly versionIs: number }): Promise<boolean>;
}

/** What is big: imports, roster snapshots, exports, scans. Names are paths of plain characters with `/`. */
export interface Files {
  /** Replaces the file in one step: a reader sees the old bytes or the new, never half. */
  write(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** The content in chunks, or undefined where there is no such file. */
  read(name: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  remove(name: string): Promise<void>;
  /** Names that begin with the prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

/** What somebody takes home. */
export interface Download {
  readonly content: AsyncIterable<Uint8Array>;
  readonly mediaType: string;
  /** What it is saved as: plain characters. */
  readonly filename: string;
}

/** Of a place whose answers may not be large: the file is laid where it can be fetched. */
export interface Downloads {
  /** An address from which whoever has it fetches the file, for a few minutes. It is a secret: it belongs into no log. */
  offer(download: Download): Promise<string>;
  /** The same of a file that lies there already. */
  link(name: string, savedAs: Omit<Download, 'content'>): Promise<string>;
}

export interface Letter {
  /** The outbox identity: a mailer that can, refuses to send the same id twice. */
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The links inside, in the order they appear. */
  readonly links: readonly string[];
  /** BCP 47. */
  readonly language: string;
  readonly at: Instant;
}

/** What became of one attempt to hand a letter over. */
export type Handover =
  | { readonly outcome: 'accepted'; readonly messageId: string }
  /** This address will never take it: a hard bounce at the door. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Not now: throttled, a 4xx answer, a broken connection. Nothing is known to have left. */
  | {
      readonly outcome: 'delayed';
      readonly reason: string;
      /** The provider's pace and not this address: however often, no reason to give the letter up. */
      readonly throttled?: true;
    }
  /** Nobody's mail leaves for now: quota exhausted, sending paused. */
  | {
      readonly outcome: 'paused';
      readonly reason: string;
      readonly until: Instant;
      readonly cause?: PauseCause;
    };

/**
 * Why nobody's mail leaves, as far as a person can act on it: what may be sent in a day is used up, the provider has paused the
 * account, it does not take our sign-in or sender, or it has too much to do.
 */
export type PauseCause = 'quota' | 'account' | 'settings' | 'busy';

export interface Mailer {
  hand(letter: Letter): Promise<Handover>;
  /** Handed over again, a letter only replaces itself where it lies, so that no sender needs a claim on it first. */
  readonly replaces?: true;
  /**
   * Letters a second that all senders together may hand over; Infinity for a spool. `sandbox`: the provider knows the sender
   * too little yet to deliver to just anybody.
   */
  rate(): Promise<{ readonly perSecond: number; readonly leftToday: number; readonly sandbox?: boolean }>;
}

/** One long-running execution of `workflows/exchange-cycle.asl.json`. */
export interface Workflow {
  /** 'name taken' when an execution of that name exists already, running or ended. */
  start(
    name: string,
    input: { readonly cycleId: string; readonly generation: number },
  ): Promise<'started' | 'name taken'>;
  stop(name: string): Promise<void>;
  state(name: string): Promise<'running' | 'ended' | 'unknown'>;
  /** The mark of the definition by which an execution started now would run; an older one keeps its own to its end. */
  definition(): Promise<string>;
}

/** A keyed hash whose key never leaves its keeper (KMS, or a 0600 file). */
export interface LinkKey {
  /** The key that new links are made with. */
  readonly keyId: string;
  /** HMAC-SHA-256 (32 bytes) of the text under the key of that id. Rejects when that key is gone. */
  mac(text: string, keyId: string): Promise<Uint8Array>;
}

/** What somebody leaves for an issuer with, and what must fit when they come back. */
export interface Login {
  /** Stands in the address both ways. */
  readonly state: string;
  /** Comes back inside what the issuer signs. */
  readonly nonce: string;
  /** Of PKCE: who trades the code shows it, and it is never in an address. */
  readonly verifier: string;
}

/** Somebody, as an issuer knows them: the two together, and neither alone. */
export interface Account {
  readonly issuer: string;
  readonly subject: string;
}

/** Who keeps the accounts, by OpenID Connect. Rejects when it cannot be reached or does not answer as one. */
export interface Issuer {
  /** Where a browser goes to sign in; `anew`: whoever is signed in there already signs in again. */
  signInAt(login: Login, how: { readonly anew: boolean }): Promise<string>;
  /**
   * Trades the answer that a browser came back with, a query; `reason`, a stable word, tells operators what did not fit. Who
   * left to sign in anew must have done so `within` so many seconds.
   */
  identify(
    query: string,
    login: Login,
    within?: number,
  ): Promise<
    { readonly outcome: 'known'; readonly account: Account } | { readonly outcome: 'refused'; readonly reason: string }
  >;
  /** Where a browser goes to sign out of the account too, where there is such a place. */
  signOutAt(): Promise<string | undefined>;
}

export interface Clock {
  now(): Instant;
}

export interface Ids {
  /** 128 random bits in lower-case letters and digits. */
  next(): string;
  /** So many random decimal digits. */
  digits(count: number): string;
}
