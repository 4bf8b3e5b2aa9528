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

export interface Sleepers {
  now(): Instant;
  elapsed(): number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Something is under way that does not sleep: time stands still until it is done. */
  working<T>(work: () => Promise<T>): Promise<T>;
  /** Lets time go by until this is done; throws where everybody waits for nobody. */
  until<T>(done: Promise<T>): Promise<T>;
}

/** Time in which many sleep at once: when nobody has anything to do, it leaps to the moment that the first of them wakes at. */
export function sleepers(start: Instant): Sleepers {
  const begun = Date.parse(start);
  const wakings = wakingsInOrder();
  let [passed, busy] = [0, 0];
  const quiet = async (): Promise<void> => {
    for (let before = -1; before !== wakings.added() || busy > 0; ) {
      before = wakings.added();
      await new Promise(setImmediate);
    }
  };
  return {
    now: () => new Date(begun + Math.floor(passed)).toISOString(),
    elapsed: () => passed,
    sleep: (milliseconds) => new Promise((wake) => wakings.add(passed + Math.max(0, milliseconds), wake)),
    working: async (work) => {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
      }
    },
    until: async (done) => {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      done.then(end, end);
      for (await quiet(); !isDone; await quiet()) {
        const { at, wakes } = wakings.first();
        passed = at;
        for (const wake of wakes) wake();
      }
      return done;
    },
  };
}

/** Who is to be woken when. */
function wakingsInOrder() {
  const queue = new Map<number, (() => void)[]>();
  /** Moments that somebody wakes at, as a heap. */
  const moments: number[] = [];
  let added = 0;
  return {
    /** How many there ever were. */
    added: () => added,
    add: (at: number, wake: () => void): void => {
      added += 1;
      const others = queue.get(at);
      if (others) others.push(wake);
      else {
        queue.set(at, [wake]);
        push(moments, at);
      }
    },
    /** The earliest moment and everybody who wakes at it, who are waited for no more. */
    first: (): { readonly at: number; readonly wakes: readonly (() => void)[] } => {
      const at = pop(moments);
      if (at === undefined) throw new Error('everybody waits for nobody');
      const wakes = queue.get(at) ?? [];
      queue.delete(at);
      return { at, wakes };
    },
  };
}

function push(heap: number[], value: number): void {
  let at = heap.push(value) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const other = heap[above] ?? 0;
    if (other <= value) break;
    heap[at] = other;
    at = above;
  }
  heap[at] = value;
}

function pop(heap: number[]): number | undefined {
  const [least] = heap;
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return least;
  let at = 0;
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    if ((heap[below + 1] ?? Number.POSITIVE_INFINITY) < (heap[below] ?? 0)) below += 1;
    const other = heap[below] ?? 0;
    if (other >= last) break;
    heap[at] = other;
    at = below;
  }
  heap[at] = last;
  return least;
}
