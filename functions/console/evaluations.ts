import type { Hono } from 'hono';
import { office } from '#domain/actor.ts';
import { handOut } from '#edge/download.ts';
import { type Format, formats, mediaTypes } from '#steps/deliver/formats.ts';
import { notedExport } from '#steps/deliver/noted-export.ts';
import { savedAs } from '#steps/deliver/order-export.ts';
import type { ConsoleEnv, Page, RoomDeps } from './deps.ts';
import { cycleIn, expectWithin } from './session.ts';

/** A workplace's evaluations as files. Every member can see that they were taken out, and by whom. */
export function evaluationFiles(app: Hono<ConsoleEnv>, deps: RoomDeps): void {
  for (const format of formats)
    app.get(`/console/deliveries/:id/evaluations.${format}`, (c) => file(c, deps, format, c.req.param('id')));
}

async function file(c: Page, deps: RoomDeps, format: Format, deliveryId: string): Promise<Response> {
  const { cycleId, committeeId: workplaceId } = cycleIn(deliveryId);
  await expectWithin(c, deps, cycleId, workplaceId);
  const by = office(c.get('person').name);
  const wanted = { cycleId, workplaceId, format, language: c.get('language'), by };
  const { file: made, requests } = await notedExport(deps.world, wanted);
  deps.log({ event: 'evaluationsExported', kind: format, count: requests });
  const filename = savedAs(cycleId, made.ending, workplaceId);
  return handOut(c, deps, { content: made.content, mediaType: mediaTypes[made.ending], filename });
}
