import type { Hono } from 'hono';
import { html } from 'hono/html';
import { Refusal } from '#domain/refusal.ts';
import { filesCopy } from '#edge/copy/console/files/index.ts';
import { handOutKept } from '#edge/download.ts';
import { readForm } from '#edge/forms.ts';
import type { Html } from '#edge/html.ts';
import { seeOther } from '#edge/page.ts';
import { readCycle } from '#records/cycles.ts';
import { formats, mediaTypes } from '#steps/deliver/formats.ts';
import {
  isGivenUp,
  isStuck,
  type OrderedExport,
  orderExport,
  readOrder,
  savedAs,
} from '#steps/deliver/order-export.ts';
import type { ConsoleEnv, FileDeps, Page } from './deps.ts';
import { programs } from './evaluation-links.ts';
import { formStart, wishOf } from './fields.ts';
import { showConsole } from './view.ts';
import { number } from './words.ts';

/** The evaluations of a whole cycle as files: ordered, made apart from these pages, and fetched by whoever ordered them. */
export function orderPages(app: Hono<ConsoleEnv>, deps: FileDeps): void {
  app.get('/console/cycles/:cycle/files', (c) => filesPage(c, deps, c.req.param('cycle')));
  app.post('/console/cycles/:cycle/files', (c) => postOrder(c, deps, c.req.param('cycle')));
  app.get('/console/cycles/:cycle/files/:order', (c) => orderPage(c, deps, c.req.param('cycle'), c.req.param('order')));
  app.get('/console/cycles/:cycle/files/:order/file', (c) => file(c, deps, c.req.param('cycle'), c.req.param('order')));
}

/** So many seconds until a page that waits looks again by itself. */
const AGAIN = 5;

const pathOf = (cycleId: string): string => `/console/cycles/${cycleId}/files`;

async function filesPage(c: Page, deps: FileDeps, cycleId: string): Promise<Response> {
  const copy = filesCopy(c.get('language'));
  const cycle = await readCycle(deps.table, cycleId);
  const body = html`<p>${copy.text}</p><p>${copy.onRecord}</p>${orderForm(c, deps, cycleId)}<p class="quiet">${copy.several}</p>`;
  return showConsole(c, { title: copy.title, body, up: upTo(cycleId, cycle.plan.title) });
}

const upTo = (cycleId: string, words: string) => [{ words, path: `/console/cycles/${cycleId}` }];

function orderForm(c: Page, deps: FileDeps, cycleId: string): Html {
  const copy = filesCopy(c.get('language'));
  return html`<form method="post" action="${pathOf(cycleId)}">${formStart(c, deps)}
<div class="actions">${programs.map(([format, name], n) => html`<button${n === 0 ? '' : html` class="second"`} name="format" value="${format}">${copy.make(name)}</button>`)}</div></form>`;
}

async function postOrder(c: Page, deps: FileDeps, cycleId: string): Promise<Response> {
  const form = await readForm(c, { one: ['format', 'command'] });
  const format = formats.find((known) => known === form.format);
  if (!format) throw new Refusal('Invalid', 'no such kind of file', [{ place: 'format', reason: 'missing' }]);
  await readCycle(deps.table, cycleId);
  const { commandId } = wishOf(c, form.command);
  const { id, name } = c.get('person');
  await orderExport(deps)(commandId, { cycleId, format, language: c.get('language'), by: { id, name } });
  await deps.startExport(commandId);
  return seeOther(c, `${pathOf(cycleId)}/${commandId}`);
}

/** Somebody else's is one that does not exist: the looks stand under the name of who ordered it. */
async function ownOrder(c: Page, deps: FileDeps, cycleId: string, id: string): Promise<OrderedExport> {
  const found = await readOrder(deps, id);
  if (found?.order.cycleId !== cycleId || found.order.by.id !== c.get('person').id)
    throw new Refusal('NotFound', 'no such order of this person');
  return found.order;
}

async function orderPage(c: Page, deps: FileDeps, cycleId: string, id: string): Promise<Response> {
  const copy = filesCopy(c.get('language'));
  const order = await ownOrder(c, deps, cycleId, id);
  const cycle = await readCycle(deps.table, cycleId);
  const here = `${pathOf(cycleId)}/${id}`;
  const up = [...upTo(cycleId, cycle.plan.title), { words: copy.title, path: pathOf(cycleId) }];
  const program = programs.find(([format]) => format === order.format)?.[1] ?? order.format;
  const title = copy.ordered(program);
  if (order.step === 'ready') {
    const several = order.file?.ending === 'zip' ? html`<p>${copy.zip}</p>` : '';
    const body = html`<p role="status">${copy.ready(number(c.get('language'), order.all))}</p>${several}
<p class="actions"><a class="button" href="${here}/file">${copy.fetch}</a></p><p class="quiet">${copy.kept}</p>`;
    return showConsole(c, { title, body, up });
  }
  const now = deps.sessionClock.now();
  const isOver = isGivenUp(order, now);
  if (isOver || order.step === 'failed') {
    const body = html`<div class="notice"><p>${isOver ? copy.givenUp : copy.failed}</p></div>${orderForm(c, deps, cycleId)}`;
    return showConsole(c, { title, body, up });
  }
  // Whoever was to make it has died, or the call got lost: who waits for it sets it going again.
  if (isStuck(order, now)) await deps.startExport(id);
  c.header('Refresh', `${AGAIN}; url=${here}`);
  const [done, all] = [order.done, order.all].map((count) => number(c.get('language'), count));
  const body = html`<p role="status">${copy[order.step](done ?? '', all ?? '')}</p>
<p>${copy.mayLeave}</p><p class="actions"><a class="button second" href="${here}">${copy.again}</a></p>`;
  return showConsole(c, { title, body, up });
}

async function file(c: Page, deps: FileDeps, cycleId: string, id: string): Promise<Response> {
  const { file: made } = await ownOrder(c, deps, cycleId, id);
  const answer =
    made &&
    (await handOutKept(c, deps, made.name, {
      mediaType: mediaTypes[made.ending],
      filename: savedAs(cycleId, made.ending),
    }));
  if (!answer) throw new Refusal('NotFound', 'the file is not made yet, or gone');
  return answer;
}
