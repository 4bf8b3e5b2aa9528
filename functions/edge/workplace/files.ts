import type { Hono } from 'hono';
import { Refusal } from '#domain/refusal.ts';
import { exportEvaluations, type Format } from '#steps/deliver/export.ts';
import { readPack } from '#steps/deliver/pack.ts';
import { handOut } from '../download.ts';
import type { PageEnv } from '../env.ts';
import { pageApp } from '../page.ts';
import { byLink, type Desk, noteLooks, type Page, type WorkplaceDeps, workplaceOf } from './delivery.ts';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies { readonly [format in Format]?: string };

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

async function file(c: Page, desk: Desk, format: keyof typeof types): Promise<Response> {
  const { lines, delivery } = await readPack(desk.deps, desk.id);
  if (delivery.version === 0) throw new Refusal('TooEarly', 'nothing has been delivered yet');
  await noteLooks(desk, lines, format, 'export');
  const content = await exportEvaluations(desk.deps, { deliveryId: desk.id }, format, desk.language);
  const filename = `evaluations-${desk.cycle.id}.${format}`;
  return handOut(c, desk.deps, { content, mediaType: types[format], filename });
}
