import type { Hono } from 'hono';
import { Refusal } from '#domain/refusal.ts';
import { deliveries, load } from '#records/journal.ts';
import { readPack, withTexts } from '#steps/deliver/pack.ts';
import { acknowledgeDelivery, noteToldMember } from '#steps/deliver/receive.ts';
import type { PageEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { pageApp, seeOther } from '../page.ts';
import { wishOf } from '../wish.ts';
import {
  byLink,
  type Desk,
  memberOf,
  noteLooks,
  type Page,
  pathOf,
  showOn,
  type WorkplaceDeps,
  type WorkplaceWay,
  wardNames,
  workplaceOf,
} from './delivery.ts';
import { evaluationView, printView } from './evaluation.ts';
import { isToTell, listView, notYetView, PRINT } from './list.ts';

export type { WorkplaceDeps, WorkplaceWay } from './delivery.ts';

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;

/** `/e/<cycle>.<workplace>/`: what the residence committees said about a workplace's own members. */
export function workplacePages(deps: WorkplaceDeps): Hono<PageEnv> {
  const way = byLink(deps);
  const app = readingPages(deps, way);
  app.post('/e/:id/acknowledge', async (c) => postAcknowledge(c, await workplaceOf(c, deps, way)));
  app.post('/e/:id/m/:who/told', async (c) => postTold(c, await workplaceOf(c, deps, way)));
  return app;
}

/** The same for reading alone, under any path and with a guard of its own. */
export function readingPages(deps: WorkplaceDeps, way: WorkplaceWay): Hono<PageEnv> {
  const app = pageApp(deps);
  const at = (page: string) => `${way.mount}/:id/${page}`;
  const onDesk = (handle: (c: Page, desk: Desk) => Promise<Response>) => async (c: Page) =>
    handle(c, await workplaceOf(c, deps, way));
  app.use(`${way.mount}/:id/*`, way.guard);
  app.get(at(''), onDesk(showList));
  app.get(
    at('print/:part/'),
    onDesk((c, desk) => printPart(c, desk, number(c.req.param('part')) ?? 0)),
  );
  app.get(
    at('m/:who/'),
    onDesk((c, desk) => showMember(c, desk)),
  );
  app.get(
    at('m/:who/v/:version/'),
    onDesk((c, desk) => showMember(c, desk, number(c.req.param('version')) ?? 0)),
  );
  app.get(at('m/:who/print/'), onDesk(printOne));
  return app;
}

async function showList(c: Page, desk: Desk): Promise<Response> {
  const pack = await readPack(desk.deps, desk.id);
  if (pack.delivery.version === 0) return showOn(c, desk, notYetView(desk));
  return showOn(c, desk, await listView(desk, pack, number(c.req.query('from')) ?? 0));
}

const toldBy = async (desk: Desk): Promise<ReadonlySet<string>> =>
  (await load(desk.deps.table, deliveries, desk.id)).state.told;

async function showMember(c: Page, desk: Desk, version?: number): Promise<Response> {
  const one = await memberOf(desk, c.req.param('who') ?? '', version);
  await noteLooks(desk, [one], 'member', 'evaluation');
  const [evaluated] = await withTexts(desk.deps, [one], await toldBy(desk));
  if (!evaluated) throw new Refusal('NotFound', 'no such member in this delivery');
  return showOn(c, desk, await evaluationView(desk, evaluated, await wardNames(desk)));
}

async function printOne(c: Page, desk: Desk): Promise<Response> {
  const one = await memberOf(desk, c.req.param('who') ?? '');
  await noteLooks(desk, [one], 'print', 'print');
  const all = await withTexts(desk.deps, [one], await toldBy(desk));
  const back = { path: pathOf(desk, one), words: desk.copy.backToOne };
  return showOn(c, desk, { ...printView(desk, all, await wardNames(desk), back), path: c.req.path });
}

async function printPart(c: Page, desk: Desk, part: number): Promise<Response> {
  const { lines, delivery } = await readPack(desk.deps, desk.id);
  const some = lines.slice((part - 1) * PRINT, part * PRINT);
  if (part < 1 || some.length === 0) throw new Refusal('NotFound', 'no such part to print');
  await noteLooks(desk, some, 'print', 'print');
  const all = await withTexts(desk.deps, some, delivery.told);
  const back = { path: desk.home, words: desk.copy.back };
  return showOn(c, desk, { ...printView(desk, all, await wardNames(desk), back), path: c.req.path });
}

async function postAcknowledge(c: Page, desk: Desk): Promise<Response> {
  const form = await readForm(c, { one: ['command', 'version', 'name'] });
  const name = form.name.trim();
  if (name === '' || name.length > 200) {
    const mistakes = [{ field: 'name', words: desk.copy.acknowledge.nameMissing }];
    return showOn(c, desk, await listView(desk, await readPack(desk.deps, desk.id), 0, mistakes), 422);
  }
  const seen = number(form.version) ?? 0;
  await acknowledgeDelivery(desk.deps)(desk.id, wishOf('acknowledge', form, desk.by(name)), seen);
  return seeOther(c, desk.home);
}

async function postTold(c: Page, desk: Desk): Promise<Response> {
  const form = await readForm(c, { one: ['command'] });
  const one = await memberOf(desk, c.req.param('who') ?? '');
  const { released, line } = one;
  if (!isToTell(one, await toldBy(desk)))
    throw new Refusal('AlreadyDone', 'the member was told already, or there is nothing to tell');
  const wish = wishOf(`told.${line.slot}`, form, desk.by());
  await noteToldMember(desk.deps)(desk.id, wish, released.request.id, line.slot);
  return seeOther(c, pathOf(desk, one));
}
