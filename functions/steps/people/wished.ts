import type { Actor } from '#domain/actor.ts';

/** The same command id is the same wish: a form sent twice changes something once. */
export interface Wished {
  readonly commandId: string;
  readonly by: Actor;
}
