import type { Clock } from '#ports';

/**
 * One line an event. Fields are named here, so that no path, token, address, name or text gets into a log by the way: a route
 * is its pattern, never what was asked for.
 */
export interface LogEvent {
  /** A stable name: 'request', 'linkExchange', 'fault'. */
  readonly event: string;
  /** The pattern that matched, as '/c/:id/'. */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly ms?: number;
  /** How it ended, as a stable word. */
  readonly outcome?: string;
  /** The name of a refusal or of an error's class. */
  readonly error?: string;
  /** Where a fault came from: frames of our own code, without the message, which may quote what somebody typed. */
  readonly frames?: readonly string[];
  readonly kind?: string;
  readonly count?: number;
}

export type Log = (event: LogEvent) => void;

export const lineLog =
  (clock: Clock, write: (line: string) => void): Log =>
  (event) =>
    write(JSON.stringify({ at: clock.now(), ...event }));

export const silentLog: Log = () => {};

/** What steps note: of their facts, counts and ids only. */
export const notesIn =
  (log: Log) =>
  (event: string, facts: { readonly [name: string]: string | number }): void =>
    log({
      event,
      ...(typeof facts.sent === 'number' ? { count: facts.sent } : {}),
      ...(typeof facts.ms === 'number' ? { ms: facts.ms } : {}),
      ...(typeof facts.work === 'string' ? { kind: facts.work } : {}),
      ...(typeof facts.error === 'string' ? { error: facts.error } : {}),
    });

export function faultEvent(error: unknown, route: string): LogEvent {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return {
    event: 'fault',
    route,
    error: error instanceof Error ? error.name : typeof error,
    frames: frames.slice(0, 6).map((line) => line.trim()),
  };
}
