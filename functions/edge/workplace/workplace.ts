import type { Hono } from 'hono';
import { Refusal } from '#domain/refusal.ts';
import { deliveries, load } from '#records/journal.ts';
import { readPack, withTexts } from '#steps/deliver/pack.ts';
import { acknowledgeDelivery, noteToldMember } from '#steps/deliver/receive.ts';
import type { PageEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { pageApp, seeOther } from '../page.ts';
import { requireSubject } from '../subject.ts';
import { wishOf } from '../wish.ts';
import {
  type Desk,
  memberOf,
  noteLooks,
  type Page,
  pathOf,
  showOn,
  type WorkplaceDeps,
  wardNames,
  workplaceOf,
} from './delivery.ts';
import { evaluationView, printView } from './evaluation.ts';
import { isToTell, listView, notYetView, PRINT } from './list.ts';

export type { WorkplaceDeps } from './delivery.ts';

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;

/** `/e/<cycle>.<workplace>/`: what the residence committees said about a workplace's own members. */
export function workplacePages(deps: WorkplaceDeps): Hono<PageEnv> {
  const app = pageApp(deps);
  app.use('/e/:id/*', requireSubject(deps, 'delivery'));
  app.get('/e/:id/', async (c) => {
    const desk = await workplaceOf(c, deps);
    const pack = await readPack(deps, desk.id);
    if (pack.delivery.version === 0) return showOn(c, desk, notYetView(desk));
    return showOn(c, desk, await listView(desk, pack, number(c.req.query('from')) ?? 0));
  });
  app.post('/e/:id/acknowledge', async (c) => postAcknowledge(c, await workplaceOf(c, deps)));
  app.get('/e/:id/print/:part/', async (c) =>
    printPart(c, await workplaceOf(c, deps), number(c.req.param('part')) ?? 0),
  );
  app.get('/e/:id/m/:who/', async (c) => showMember(c, await workplaceOf(c, deps)));
  app.get('/e/:id/m/:who/v/:version/', async (c) =>
    showMember(c, await workplaceOf(c, deps), number(c.req.param('version')) ?? 0),
  );
  app.get('/e/:id/m/:who/print/', async (c) => printOne(c, await workplaceOf(c, deps)));
  app.post('/e/:id/m/:who/told', async (c) => postTold(c, await workplaceOf(c, deps)));
  return app;
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
  return showOn(c, desk, printView(desk, all, await wardNames(desk), back));
}

async function printPart(c: Page, desk: Desk, part: number): Promise<Response> {
  const { lines, delivery } = await readPack(desk.deps, desk.id);
  const some = lines.slice((part - 1) * PRINT, part * PRINT);
  if (part < 1 || some.length === 0) throw new Refusal('NotFound', 'no such part to print');
  await noteLooks(desk, some, 'print', 'print');
  const all = await withTexts(desk.deps, some, delivery.told);
  const back = { path: desk.home, words: desk.copy.back };
  return showOn(c, desk, printView(desk, all, await wardNames(desk), back));
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
