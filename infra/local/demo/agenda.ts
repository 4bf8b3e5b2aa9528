import type { Instant } from '#ports';

/** Something that somebody in the town does at a moment. */
export interface Deed {
  /** What one of them does at a moment is done in turn; different ones do not wait for each other. */
  readonly who: string;
  readonly act: () => Promise<unknown>;
  /** Deeds on a page come one after the other, so that the same story makes the same ids. */
  readonly onPages: boolean;
}

/** What will happen and when; deeds may put others on it. */
export class Agenda {
  readonly #deeds = new Map<Instant, Deed[]>();

  add(at: Instant, who: string, act: Deed['act'], onPages = false): void {
    const deed = { who, act, onPages };
    const there = this.#deeds.get(at);
    if (there) there.push(deed);
    else this.#deeds.set(at, [deed]);
  }

  /** The first moment at which somebody does something. */
  next(): Instant | undefined {
    let first: Instant | undefined;
    for (const at of this.#deeds.keys()) if (first === undefined || at < first) first = at;
    return first;
  }

  /** What is done at that moment, which is then over. */
  take(at: Instant): readonly Deed[] {
    const deeds = this.#deeds.get(at) ?? [];
    this.#deeds.delete(at);
    return deeds;
  }
}
