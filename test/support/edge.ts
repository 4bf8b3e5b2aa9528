import { createHmac } from 'node:crypto';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Language } from '#domain/language.ts';
import { type DoorDeps, type DoorMail, door } from '#edge/door/door.ts';
import type { LogEvent } from '#edge/log.ts';
import { pageApp, sharedPages } from '#edge/page.ts';
import type { Clock, Ids, LinkKey, Table } from '#ports';
import type { LinkSubject } from '#records/link-subject.ts';
import { issueLink } from '#records/links.ts';

/** A clock that stands until it is moved. */
export function handClock(start = '2026-11-02T01:00:00.000Z'): Clock & { readonly move: (seconds: number) => void } {
  let now = Date.parse(start);
  return {
    now: () => new Date(now).toISOString(),
    move: (seconds) => {
      now += seconds * 1000;
    },
  };
}

/** Ids and digits that are all different and the same in every run. */
export function countedIds(): Ids {
  let count = 0;
  const hash = () => createHmac('sha256', 'ids').update(String(count++)).digest();
  return {
    next: () => hash().toString('hex').slice(0, 32),
    digits: (wanted) =>
      [...hash()]
        .map((byte) => byte % 10)
        .join('')
        .slice(0, wanted),
  };
}

export const testLinkKey: LinkKey = {
  keyId: 'k1',
  mac: async (text, keyId) => createHmac('sha256', `secret of ${keyId}`).update(text).digest(),
};

/** Counts what is asked of a table. */
export function countingTable(table: Table): Table & { readonly calls: string[] } {
  const calls: string[] = [];
  const noting = <Result>(call: string, pk: string, result: Promise<Result>): Promise<Result> => {
    calls.push(`${call} ${pk}`);
    return result;
  };
  return {
    calls,
    get: (key) => noting('get', key.pk, table.get(key)),
    query: (pk, range) => noting('query', pk, table.query(pk, range)),
    put: (item, when) => noting('put', item.pk, table.put(item, when)),
    putMany: (items) => noting('putMany', items[0]?.pk ?? '', table.putMany(items)),
    remove: (key, when) => noting('remove', key.pk, table.remove(key, when)),
  };
}

export const testBase = 'https://exchange.example';

/** A door on a fresh store, and the hands of a test on everything around it. */
export function doorway(changes: Partial<DoorDeps> = {}) {
  const clock = handClock();
  const store = memoryTable();
  const table = countingTable(store);
  const logged: LogEvent[] = [];
  const mails: DoorMail[] = [];
  const written = new Set<string>();
  const contacts = new Map<string, string>();
  const language: { value: Language } = { value: 'vi' };
  const deps: DoorDeps = {
    table,
    clock,
    sessionClock: clock,
    ids: countedIds(),
    log: (event) => logged.push(event),
    baseUrl: testBase,
    address: (c) => c.req.header('X-Test-Address') ?? '203.0.113.7',
    isWritten: async ({ kind, id }) => written.has(`${kind}:${id}`),
    contactOf: async ({ kind, id }) => {
      const mailbox = contacts.get(`${kind}:${id}`);
      return mailbox === undefined ? undefined : { mailboxes: [mailbox], language: language.value };
    },
    enqueue: async (mail) => {
      mails.push(mail);
    },
    ...changes,
  };
  const app = pageApp(deps).route('/', sharedPages(deps)).route('/', door(deps));
  const invite = async (mailbox: string, subject: LinkSubject): Promise<string> => {
    contacts.set(`${subject.kind}:${subject.id}`, mailbox);
    return (await issueLink({ table, linkKey: testLinkKey }, subject, mailbox)).token;
  };
  return { app, deps, clock, store, table, logged, mails, written, contacts, language, invite };
}

export interface Visit {
  readonly form?: Readonly<Record<string, string>> | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser in small: keeps cookies, posts forms as our own page does. */
export function visitor(
  app: { request: (path: string, init?: RequestInit) => Response | Promise<Response> },
  base = testBase,
) {
  const jar = new Map<string, string>();
  const keep = (response: Response): Response => {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const cookie = (): Record<string, string> =>
    jar.size === 0 ? {} : { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
  return {
    jar,
    get: async (path: string, { headers = {} }: Visit = {}) =>
      keep(await app.request(path, { headers: { ...cookie(), ...headers } })),
    post: async (path: string, { form = {}, headers = {} }: Visit = {}) =>
      keep(
        await app.request(path, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/x-www-form-urlencoded',
            Origin: base,
            'Sec-Fetch-Site': 'same-origin',
            ...cookie(),
            ...headers,
          },
          body: new URLSearchParams(form).toString(),
        }),
      ),
  };
}
