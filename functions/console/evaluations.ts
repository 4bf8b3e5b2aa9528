import type { Hono } from 'hono';
import { office } from '#domain/actor.ts';
import { handOut } from '#edge/download.ts';
import type { Format } from '#steps/deliver/export.ts';
import { notedExport } from '#steps/deliver/noted-export.ts';
import type { ConsoleEnv, Page, RoomDeps } from './deps.ts';
import { cycleIn, expectWithin } from './session.ts';

const types: { readonly [format in Format]: string } = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
};
const formats = Object.keys(types) as Format[];

/** The evaluations as files, of a workplace or of a whole cycle. Every member can see that they were taken out, and by whom. */
export function evaluationFiles(app: Hono<ConsoleEnv>, deps: RoomDeps): void {
  for (const format of formats) {
    app.get(`/console/cycles/:cycle/evaluations.${format}`, (c) => file(c, deps, format, c.req.param('cycle')));
    app.get(`/console/deliveries/:id/evaluations.${format}`, async (c) => {
      const { cycleId, committeeId } = cycleIn(c.req.param('id'));
      await expectWithin(c, deps, cycleId, committeeId);
      return file(c, deps, format, cycleId, committeeId);
    });
  }
}

async function file(c: Page, deps: RoomDeps, format: Format, cycleId: string, workplaceId?: string): Promise<Response> {
  const by = office(c.get('person').name);
  const language = c.get('language');
  const { content, requests } = await notedExport(deps.world, { cycleId, workplaceId, format, language, by });
  deps.log({ event: 'evaluationsExported', kind: format, count: requests });
  const name = ['evaluations', cycleId, workplaceId]
    .filter(Boolean)
    .join('-')
    .replaceAll(/[^\w.-]/g, '_');
  return handOut(c, deps, { content, mediaType: types[format], filename: `${name}.${format}` });
}
