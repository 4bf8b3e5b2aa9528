import type { RefusalName } from '#domain/refusal.ts';

/** What only a page can refuse. */
export type PageErrorName = 'SignedOut' | 'WrongOrigin' | 'WrongForm' | 'TooLarge' | 'Fault';
export type ErrorName = RefusalName | PageErrorName;

export class PageError extends Error {
  override readonly name: PageErrorName;

  constructor(name: PageErrorName) {
    super(name);
    this.name = name;
  }
}

/** The one error map. Its words are in `copy/common`, under the same names. */
export const statusOf = {
  NotFound: 404,
  NotAllowed: 403,
  Invalid: 422,
  Stale: 409,
  TooLate: 409,
  TooEarly: 409,
  AlreadyDone: 409,
  CycleStopped: 409,
  CycleOver: 409,
  OldGeneration: 409,
  TooManyTries: 429,
  Conflict: 409,
  Contended: 503,
  SignedOut: 401,
  WrongOrigin: 403,
  WrongForm: 415,
  TooLarge: 413,
  Fault: 500,
} as const satisfies { readonly [name in ErrorName]: number };
