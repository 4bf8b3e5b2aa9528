import type { Instant } from '#ports';

/** Time that passes only when somebody waits for it: a cycle of months is lived in seconds, to the same counts each time. */
export interface VirtualTime {
  now(): Instant;
  /** Milliseconds since it began. */
  elapsed(): number;
  /** Forward only. */
  moveTo(moment: Instant): void;
  /** Whoever sleeps at once sleeps side by side: the last to wake says how late it is. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export function virtualTime(start: Instant): VirtualTime {
  const begun = Date.parse(start);
  let passed = 0;
  const reach = (milliseconds: number) => {
    passed = Math.max(passed, milliseconds);
  };
  return {
    now: () => new Date(begun + Math.floor(passed)).toISOString(),
    elapsed: () => passed,
    moveTo: (moment) => reach(Date.parse(moment) - begun),
    sleep: async (milliseconds) => reach(passed + milliseconds),
  };
}
