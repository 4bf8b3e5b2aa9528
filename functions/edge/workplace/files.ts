import type { Hono } from 'hono';
import { Refusal } from '#domain/refusal.ts';
import { exportEvaluations } from '#steps/deliver/export.ts';
import { type Format, mediaTypes } from '#steps/deliver/formats.ts';
import { readPack } from '#steps/deliver/pack.ts';
import { handOut } from '../download.ts';
import type { PageEnv } from '../env.ts';
import { pageApp } from '../page.ts';
import { byLink, type Desk, noteLooks, type Page, type WorkplaceDeps, workplaceOf } from './delivery.ts';

/** The evaluations as files. Apart from the pages, because writing a workbook takes a library that no page needs. */
export function workplaceFiles(deps: WorkplaceDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  const way = byLink(deps);
  for (const format of ['csv', 'xlsx'] as const) {
    const path = `/e/:id/evaluations.${format}` as const;
    // Only these paths are guarded here: the pages beside them guard their own.
    app.use(path, way.guard);
    app.get(path, async (c) => file(c, await workplaceOf(c, deps, way), format));
  }
  return app;
}

async function file(c: Page, desk: Desk, format: Format): Promise<Response> {
  const { lines, delivery } = await readPack(desk.deps, desk.id);
  if (delivery.version === 0) throw new Refusal('TooEarly', 'nothing has been delivered yet');
  await noteLooks(desk, lines, format, 'export');
  const { content, ending } = await exportEvaluations(desk.deps, { deliveryId: desk.id }, format, desk.language);
  const filename = `evaluations-${desk.cycle.id}.${ending}`;
  return handOut(c, desk.deps, { content, mediaType: mediaTypes[ending], filename });
}
