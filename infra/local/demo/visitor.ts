/** What a page answered. */
export interface Seen {
  readonly path: string;
  readonly html: string;
}

/** Where the pages are: in this process, or behind a socket. */
export interface Pages {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}

type Fields = readonly (readonly [name: string, value: string])[];

/** Somebody with a browser and its cookies, in front of the real pages; without script, as on an old telephone. */
export class Visitor {
  readonly #pages: Pages;
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(pages: Pages, base: string) {
    this.#pages = pages;
    this.#base = base;
  }

  /** Opens the link of a mail: the door, the mailbox, the first page behind. */
  async open(link: string, mailbox: string): Promise<Seen> {
    await this.get(new URL(link).pathname);
    const token = new URL(link).hash.slice(1);
    return this.post('/r', [
      ['token', token],
      ['mailbox', mailbox],
    ]);
  }

  async get(path: string): Promise<Seen> {
    return this.#follow(path, await this.#ask(path, { method: 'GET' }));
  }

  /** Sends a form and follows to the page it leads to. */
  async post(path: string, fields: Fields): Promise<Seen> {
    const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: this.#base };
    return this.#follow(path, await this.#ask(path, { method: 'POST', headers, body }));
  }

  async #follow(path: string, response: Response): Promise<Seen> {
    if (response.status === 303) return this.get(response.headers.get('Location') ?? '/');
    const html = await response.text();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    return { path, html };
  }

  async #ask(path: string, init: { method: string; headers?: Record<string, string>; body?: string }) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, ...(cookie ? { Cookie: cookie } : {}) };
    const response = await this.#pages.request(new URL(path, this.#base).href, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

const decoded = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const attribute = (tag: string, name: string): string => decoded(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** The form of a page that is sent to this path, as far as a browser would send it untouched: hidden fields and what is ticked. */
export function formOn({ html, path }: Seen, action: string): Fields {
  const forms = html.match(/<form [^>]*>[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => attribute(/<form [^>]*>/.exec(one)?.[0] ?? '', 'action') === action);
  if (!form) throw new Error(`${path} has no form for ${action}`);
  return (form.match(/<input [^>]*>/g) ?? [])
    .filter(
      (tag) => attribute(tag, 'type') === 'hidden' || (attribute(tag, 'type') === 'checkbox' && / checked/.test(tag)),
    )
    .map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')] as const);
}
