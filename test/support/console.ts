import { Secret, TOTP } from 'otpauth';
import { consolePages } from '#console/console.ts';
import type { LaunchDeps } from '#console/deps.ts';
import { signInPages } from '#console/sign-in.ts';
import type { Role } from '#domain/permissions.ts';
import { cookieName } from '#edge/cookies.ts';
import { idling } from '#edge/env.ts';
import { csrfOf } from '#edge/forms.ts';
import type { LogEvent } from '#edge/log.ts';
import { type SiteDeps, site } from '#edge/site.ts';
import { fileMaker } from '#infra/local/file-maker.ts';
import { type Ground, type Machine, machineOn } from '#infra/local/machine.ts';

import { rosterUploads } from '#infra/local/settings.ts';
import type { Instant, Table } from '#ports';

import { invite } from '#steps/people/invite.ts';
import { countedIds, visitor } from './edge.ts';
import { memoryGround, testSettings } from './ground.ts';
import { aMember, aWard, bothCsv } from './roster-files.ts';

/** The console on a machine in memory, and the hands of a test on both; `table`: on another store. */
export const consoleInMemory = async (changes: Partial<SiteDeps> = {}, table?: Table) =>
  consoleOn({ ...(await memoryGround(table)), ids: countedIds() }, changes);

/** The same on whatever ground. */
export async function consoleOn(ground: Ground, changes: Partial<SiteDeps> = {}) {
  const machine = await machineOn(ground, testSettings);
  const logged: LogEvent[] = [];
  const { world } = machine.exchange;
  const log = (event: LogEvent) => void logged.push(event);
  const { made, ...maker } = fileMaker({ world, files: ground.files, sessionClock: ground.clock, log });
  const deps: SiteDeps = {
    ...ground,
    ...maker,
    sessionClock: ground.clock,
    world,
    wake: machine.exchange.control.wake,
    nudge: () => {},
    mailLeaves: false,
    rosterUploads,
    log,
    baseUrl: testSettings.baseUrl,
    address: (c) => c.req.header('X-Test-Address') ?? '203.0.113.7',
    ...changes,
  };
  const app = site(deps);
  return {
    app,
    routes: [...consolePages(deps).routes, ...signInPages(deps).routes],
    deps,
    machine,
    ground,
    made,
    logged,
    table: ground.table,
  };
}

export type TestConsole = Awaited<ReturnType<typeof consoleInMemory>>;

/** As much of it as visitors need, wherever it stands. */
export interface ConsoleHost {
  readonly app: { request(path: string, init?: RequestInit): Response | Promise<Response> };
  readonly deps: Pick<LaunchDeps, 'table' | 'clock' | 'ids' | 'sessionClock' | 'baseUrl'>;
  readonly machine: Pick<Machine, 'settle' | 'moveClock'>;
  readonly ground: Pick<Ground, 'ids'>;
}

/** The six digits that an app would show now. */
export const digitsFor = (secret: string, now: Instant): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: Date.parse(now) });

export type Browser = ReturnType<typeof visitor>;
export const browserOf = ({ app, deps }: Pick<ConsoleHost, 'app' | 'deps'>): Browser => visitor(app, deps.baseUrl);

/** A field's value on a page. */
export const fieldValue = (page: string, name: string): string => {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page)?.[0] ?? '';
  return (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"');
};

/** The hidden fields of the form that goes to an address: what a browser sends along. */
export function hiddenIn(page: string, action: string): Record<string, string> {
  const forms = page.split('<form ').filter((form) => form.slice(0, form.indexOf('>')).includes(`action="${action}"`));
  const form = (forms[0] ?? '').split('</form>')[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) fields[name] = /value="([^"]*)"/.exec(input)?.[1] ?? '';
  }
  return fields;
}

interface Invited {
  readonly role: Role;
  readonly committeeId: string;
  readonly way: 'codes' | 'machine';
}

/** Somebody who came in by an invitation; without a name, by the machine's own link, as the very first. */
export async function signedIn(
  here: ConsoleHost,
  name: string,
  { role = 'administrator', committeeId, way = 'codes' }: Partial<Invited> = {},
) {
  const { token } = await invite(idling(here.deps), {
    by: 'máy chủ',
    ...(way === 'machine' ? {} : { name }),
    rights: { role, scope: committeeId ? { committeeId } : {} },
  });
  const browser = browserOf(here);
  await browser.post('/console/enter', { form: { token } });
  const page = await (await browser.get('/console/welcome')).text();
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
  const done = await browser.post('/console/welcome', {
    form: { csrf: fieldValue(page, 'csrf'), name, way, code: digitsFor(secret, here.deps.sessionClock.now()) },
  });
  if (done.headers.get('location') !== '/console/') throw new Error(`not signed in: ${done.status}`);
  const again = async () => {
    const answer = await browser.post('/console/sign-in', {
      form: { name, code: digitsFor(secret, here.deps.sessionClock.now()) },
    });
    if (answer.status !== 303) throw new Error(`${name} cannot sign in again: ${answer.status}`);
  };
  return Object.assign(whoIs(here, browser, name, again), { secret });
}

/** A browser with somebody in it. */
export const whoIs = (
  { deps }: Pick<ConsoleHost, 'deps'>,
  browser: Browser,
  person: string,
  again: () => Promise<void>,
) => ({
  ...browser,
  person,
  /** Signs in again, as they did. */
  again,
  /** The token of the session as it is now. */
  get csrf() {
    return csrfOf(browser.jar.get(cookieName(deps.baseUrl, 'console')) ?? '');
  },
});

export type SignedIn = ReturnType<typeof whoIs>;

/** A form as a browser sends one with a file: fields first, in the order of the page. */
export async function upload(
  here: ConsoleHost,
  who: SignedIn,
  file: Buffer,
  { csrf = who.csrf, dates = 'dmy' }: { readonly csrf?: string; readonly dates?: string } = {},
): Promise<Response> {
  const form = new FormData();
  form.append('csrf', csrf);
  form.append('dates', dates);
  form.append('file', new File([new Uint8Array(file)], 'roster.csv', { type: 'text/csv' }));
  const body = new Response(form);
  const bytes = await body.arrayBuffer();
  return here.app.request('/console/roster/check', {
    method: 'POST',
    headers: {
      'Content-Type': body.headers.get('Content-Type') ?? '',
      'Content-Length': String(bytes.byteLength),
      Origin: here.deps.baseUrl,
      'Sec-Fetch-Site': 'same-origin',
      Cookie: [...who.jar].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: bytes,
  });
}

/** A ward, two cells and a workplace with three members, in force by way of the pages. */
export async function withRoster(here: ConsoleHost, who: SignedIn): Promise<void> {
  const members = [
    aMember(),
    aMember({ id: 'DV-002', name: 'Trần Thị Hòa', mailbox: 'hoa@nguoi.example' }),
    aMember({ id: 'DV-003', name: 'Lê Văn Đức', residenceId: 'CB-02' }),
  ];
  const checked = await upload(here, who, bothCsv(aWard, members));
  const report = checked.headers.get('location') ?? '';
  const applied = await who.post(report, { form: { csrf: who.csrf } });
  if (applied.headers.get('location') !== '/console/roster?done=applied') throw new Error(`not applied: ${report}`);
}

export const typedOrder = {
  title: 'Lấy ý kiến năm 2026',
  period: 'năm 2026',
  opensOn: '2026-11-02',
  dueOn: '2026-11-30',
  confirmBy: '2026-12-04',
  closesOn: '2026-12-10',
  officerName: 'Trần Thị Phụ Trách',
  telephone: '0238 000 000',
  replyTo: 'hoi-dap@tinh.example',
  letterNumber: '12-CV/TU',
  onDemandReason: '',
  remindersBefore: '10, 3, 1',
  remindersAfter: '2',
  minimumGap: '2',
  holdMinutes: '60',
  categories: 'A',
};

/** A cycle opened through the pages, not yet launched. */
export async function withCycle(here: ConsoleHost, who: SignedIn): Promise<string> {
  await withRoster(here, who);
  const form = { ...typedOrder, csrf: who.csrf, step: 'open', accept: 'yes', command: here.ground.ids.next() };
  const opened = await who.post('/console/cycles/new', { form });
  const id = /^\/console\/cycles\/([^/]+)\/launch$/.exec(opened.headers.get('location') ?? '')?.[1];
  if (!id) throw new Error(`not opened: ${opened.status} ${await opened.text()}`);
  return id;
}

export const command = (here: ConsoleHost): string => here.ground.ids.next();

/** Launches, lets the hold and the night pass, and waits until every mail has left. */
export async function launched(here: ConsoleHost, who: SignedIn): Promise<string> {
  const cycleId = await withCycle(here, who);
  const form = { csrf: who.csrf, count: '2', typed: '', command: command(here) };
  const answer = await who.post(`/console/cycles/${cycleId}/launch`, { form });
  if (answer.status !== 303) throw new Error(`not launched: ${answer.status}`);
  await at(here, '2026-11-02T01:30:00.000Z', who);
  return cycleId;
}

/** Lets time pass and everything happen that is due by then. Sessions end meanwhile, so whoever is named signs in again. */
export async function at({ machine }: ConsoleHost, moment: Instant, ...people: readonly SignedIn[]): Promise<void> {
  await machine.settle();
  await machine.moveClock(moment);
  await machine.settle();
  for (const { again } of people) await again();
}
