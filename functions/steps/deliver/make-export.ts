import { office } from '#domain/actor.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import type { Clock, Files } from '#ports';
import type { World } from '#records/world.ts';
import { notedExport } from './noted-export.ts';
import { isGivenUp, isStuck, itemOf, type OrderedExport, readOrder } from './order-export.ts';

export interface MakeDeps {
  readonly world: World;
  /** The machine's own, which nobody moves. */
  readonly sessionClock: Clock;
  readonly files: Pick<Files, 'write'>;
  readonly log: (event: string, facts: { readonly [name: string]: string | number }) => void;
}

/** A page shows how far it is; more often would be written for nobody. */
const EVERY = 250;
/** And whatever it is at, it is known to live: less than a third of the silence after which another takes the order over. */
const ALIVE = 13_000;

/**
 * Makes the file of an order: notes all that it will speak of, and only then lays it down, so that nobody has what nobody noted.
 * Called twice, one makes it; whoever was overtaken stops. Begun anew, it notes nothing twice.
 * Where makers have failed or died too often it is given up, and each further call fails, so that whoever runs the exchange hears of it.
 */
export const makeExport =
  (deps: MakeDeps) =>
  async ({ order: id }: { readonly order: string }): Promise<{ readonly step: OrderedExport['step'] }> => {
    const found = await readOrder({ table: deps.world.table, sessionClock: deps.sessionClock }, id);
    if (!found) throw new Refusal('NotFound', 'nobody ordered this, or it was too long ago');
    const { step, attempts } = found.order;
    const now = deps.sessionClock.now();
    const isUnderWay = (step === 'noting' || step === 'making') && !isStuck(found.order, now);
    if (step === 'ready' || isUnderWay) return { step };
    if (isGivenUp(found.order, now)) throw new Error(`an export was given up after ${attempts} attempts`);
    const mine = new Mine(deps, id, { ...found.order, attempts: attempts + 1 }, found.version);
    const alive = setInterval(() => void mine.live(), ALIVE).unref();
    try {
      await mine.keep('noting', 0);
      return await make(deps, mine);
    } catch (error) {
      if (isRefusal(error, 'Stale')) return { step: 'noting' };
      await mine.keep('failed', 0).catch(() => {});
      throw error;
    } finally {
      clearInterval(alive);
    }
  };

async function make({ world, sessionClock, files, log }: MakeDeps, mine: Mine): Promise<{ readonly step: 'ready' }> {
  const { cycleId, format, language, by } = mine.order;
  const wanted = { cycleId, format, language, by: office(by.name) };
  const { file, requests } = await notedExport(world, wanted, (step, done, all) =>
    done % EVERY === 0 || done === all ? mine.keep(step, done) : undefined,
  );
  await mine.keep('making', 0);
  // The day stands in the name for whoever clears away what is old.
  const name = `exports/${sessionClock.now().slice(0, 10)}.${world.ids.next()}`;
  await files.write(name, file.content);
  await mine.keep('ready', requests, { name, ending: file.ending });
  log('evaluationsExported', { work: format, sent: requests });
  return { step: 'ready' };
}

/** An order in the hand of one maker. */
class Mine {
  readonly order: OrderedExport;
  readonly #deps: MakeDeps;
  readonly #id: string;
  #version: number;
  #last: Promise<void> = Promise.resolve();
  #now: Parameters<Mine['keep']> = ['noting', 0];

  constructor(deps: MakeDeps, id: string, order: OrderedExport, version: number) {
    this.#deps = deps;
    this.#id = id;
    this.order = order;
    this.#version = version;
  }

  /** A sign of life, as far as it has come. Whether another has taken over is asked where the work goes on. */
  live(): Promise<void> {
    return this.keep(...this.#now).catch(() => {});
  }

  /** One after the other, each upon the one before: `Stale` where somebody else has taken the order over. */
  keep(step: OrderedExport['step'], done: number, file?: OrderedExport['file']): Promise<void> {
    this.#now = [step, done, file];
    const mine = this.#last.then(async () => {
      const body = { ...this.order, step, done, at: this.#deps.sessionClock.now(), ...(file ? { file } : {}) };
      const before = { versionIs: this.#version };
      if (!(await this.#deps.world.table.put(itemOf(this.#id, this.#version + 1, body), before)))
        throw new Refusal('Stale', 'another has taken this order over');
      this.#version += 1;
    });
    // Of a write that failed its caller hears; the next is tried all the same.
    this.#last = mine.catch(() => {});
    return mine;
  }
}
