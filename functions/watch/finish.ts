import { finishIntent } from '#records/changes.ts';
import { drop, INTENT_SHARDS, unsettled } from '#records/intents.ts';
import type { World } from '#records/world.ts';

/** An intent without its event is given up after this long: longer than any function may run between the two. */
const GIVE_UP = 20 * 60_000;
/** A younger one may still be in its writer's hands. */
const HANDS_OFF = 60_000;

export interface Finishing {
  /** No writer is alive (a host that has just taken its data directory), so the young ones are looked at too. */
  readonly everything?: boolean;
  /** Told of each one that could not be finished: it stays for the next time, and stops nobody. */
  readonly fault: (error: unknown) => void;
}

/** Finishes what a crash left half done: everything that follows from an event that stands is made again, which harms nothing. */
export async function finishIntents(world: World, { everything = false, fault }: Finishing): Promise<number> {
  let finished = 0;
  const now = Date.parse(world.clock.now());
  for (let shard = 0; shard < INTENT_SHARDS; shard++) {
    for (const found of await unsettled(world.table, shard)) {
      const age = now - Date.parse(found.at);
      if (!everything && age < HANDS_OFF) continue;
      try {
        const stands = await finishIntent(world, found);
        if (!stands && !everything && age < GIVE_UP) continue;
        await drop(world.table, found);
        if (stands) finished += 1;
      } catch (error) {
        fault(error);
      }
    }
  }
  return finished;
}
