import * as z from 'zod/mini';
import { Refusal } from '#domain/refusal.ts';
import type { Clock, Instant, Item, Table } from '#ports';
import { keys } from '#records/keys.ts';
import { toBody } from '#records/stored.ts';
import { boardsOf } from '#records/totals.ts';
import { type ExportedFile, endings, type Format, formats } from './formats.ts';

/**
 * A whole cycle's evaluations as a file, which somebody of the office ordered. A province's takes a minute to note and to make,
 * longer than a page may take, so it is made apart from the page, which only looks how far it has come.
 */
const OrderBody = z.object({
  cycleId: z.string(),
  format: z.enum(formats),
  language: z.enum(['vi', 'en', 'fr']),
  /** Whose it is: the looks are noted under this name, so nobody else gets it. */
  by: z.object({ id: z.string(), name: z.string() }),
  /** noting: who takes it is written beside each request; only then it is made. */
  step: z.enum(['waiting', 'noting', 'making', 'ready', 'failed']),
  done: z.number(),
  all: z.number(),
  /** How often somebody has begun to make it. */
  attempts: z.number(),
  /** The last sign of life of whoever makes it. */
  at: z.string(),
  file: z.optional(z.object({ name: z.string(), ending: z.enum(endings) })),
});
export type OrderedExport = z.infer<typeof OrderBody>;

export interface OrderDeps {
  readonly table: Table;
  /** The machine's own, which nobody moves. */
  readonly sessionClock: Clock;
}

export interface WantedOrder {
  readonly cycleId: string;
  readonly format: Format;
  readonly language: OrderedExport['language'];
  readonly by: OrderedExport['by'];
}

/** As long as the file lies there. */
const KEPT_SECONDS = 24 * 3600;
const WAITS = 20_000;
/** AWS repeats a call that died a minute later: by then its silence must count. Whoever makes a file is never so long silent. */
const WORKS = 45_000;

/** As often as AWS makes a call that is not waited for. What kills its maker so often would kill the next one too. */
export const ATTEMPTS = 3;

/** Of the same id it is one order, however often the button is pressed. */
export const orderExport =
  ({ table, sessionClock }: OrderDeps) =>
  async (id: string, { cycleId, format, language, by }: WantedOrder): Promise<void> => {
    const all = (await boardsOf(table, cycleId)).filter(({ assembled }) => assembled > 0).length;
    if (all === 0) throw new Refusal('TooEarly', 'nothing is assembled yet', []);
    const at = sessionClock.now();
    const body: OrderedExport = { cycleId, format, language, by, step: 'waiting', done: 0, all, attempts: 0, at };
    await table.put(itemOf(id, 1, body), 'absent');
  };

export const itemOf = (id: string, version: number, body: OrderedExport): Item => ({
  ...keys.exportOrder(id),
  version,
  body: toBody(body),
  expiresAt: Math.ceil(Date.parse(body.at) / 1000) + KEPT_SECONDS,
});

export async function readOrder(
  { table, sessionClock }: OrderDeps,
  id: string,
): Promise<{ readonly version: number; readonly order: OrderedExport } | undefined> {
  const item = await table.get(keys.exportOrder(id));
  if (!item || (item.expiresAt ?? 0) * 1000 <= Date.parse(sessionClock.now())) return undefined;
  return { version: item.version, order: OrderBody.parse(item.body) };
}

/** Nobody makes it any more, and nobody will: its makers have failed or died too often. */
export const isGivenUp = (order: OrderedExport, now: Instant): boolean =>
  order.attempts >= ATTEMPTS && (order.step === 'failed' || isStuck(order, now));

/** Whoever was to make it has died, or was never called: another may begin anew. */
export function isStuck({ step, at }: OrderedExport, now: Instant): boolean {
  const silent = Date.parse(now) - Date.parse(at);
  if (step === 'waiting') return silent > WAITS;
  return (step === 'noting' || step === 'making') && silent > WORKS;
}

/** The last part of the file's own name wherever it lies; where it is saved, it is named for the cycle. */
export const savedAs = (cycleId: string, ending: ExportedFile['ending'], workplaceId?: string): string =>
  `${['evaluations', cycleId, workplaceId]
    .filter(Boolean)
    .join('-')
    .replaceAll(/[^\w.-]/g, '_')}.${ending}`;
