import { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { html } from 'hono/html';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import { readCookie } from '#edge/cookies.ts';
import { uploadCopy } from '#edge/copy/console/upload/index.ts';
import { PageError } from '#edge/errors.ts';
import { checkCsrf } from '#edge/forms.ts';
import type { Html } from '#edge/html.ts';
import type { Uploads } from '#edge/security.ts';
import type { Page, RosterDeps, RosterUploads } from './deps.ts';
import { rosterUploadPath } from './mounts.ts';
import { number } from './words.ts';

const bytesOf = ({ megabytes }: RosterUploads): number => megabytes * 1024 * 1024;
/** What the form puts around the file. */
const AROUND = 64 * 1024;

/** For `pageApp`: the one path of the console that takes multipart, how much of it, and what to do with more. */
export const consoleUploads = (uploads: RosterUploads): Uploads => ({
  uploads: (path) => (path === rosterUploadPath ? bytesOf(uploads) + AROUND : undefined),
  tooLarge: (path, language) => (path === rosterUploadPath ? tooLargeWords(language, uploads) : undefined),
});

/** The limit, and the other way where there is one. */
function tooLargeWords(language: Language, { megabytes, larger }: RosterUploads): Html {
  const copy = uploadCopy(language);
  const most = number(language, megabytes);
  return html`<p>${copy.fileHint(most)}</p>${larger === undefined ? '' : html`<p>${copy.larger(most)} <code>${larger}</code></p>`}`;
}

export interface Upload {
  readonly content: AsyncIterable<Uint8Array>;
  readonly dates: 'dmy' | 'mdy';
  /** Takes in what nobody reads any more, so that the answer finds its way. */
  readonly letGo: () => void;
}

/**
 * An upload as it comes in: the fields before the file are read, the token of the session among them, and the file is handed on
 * as a stream that was not read yet. So nothing of a file is looked at whose form did not come from our page.
 */
export async function readUpload(c: Page, deps: RosterDeps): Promise<Upload> {
  const body = c.req.raw.body;
  const type = c.req.header('Content-Type');
  if (!body || !type) throw new PageError('WrongForm');
  const fields = new Map<string, string>();
  const parser = parserOf(type, bytesOf(deps.rosterUploads));
  const source = Readable.fromWeb(body);
  const letGo = () => {
    source.unpipe(parser);
    source.resume();
  };
  const file = await new Promise<BusboyFileStream>((resolve, reject) => {
    const missing = () => reject(new Refusal('Invalid', 'no file came', [{ place: 'file', reason: 'missing' }]));
    parser.on('field', (name, value) => fields.set(name, value));
    parser.on('file', (name, stream) => (name === 'file' ? resolve(stream) : reject(new PageError('WrongForm'))));
    parser.on('finish', missing);
    parser.on('error', () => reject(new PageError('WrongForm')));
    source.on('error', reject);
    source.pipe(parser);
  });
  try {
    const cookie = readCookie(c, deps.baseUrl, 'console') ?? '';
    checkCsrf(cookie, c.req.header('X-CSRF-Token') ?? fields.get('csrf') ?? '');
    const dates = fields.get('dates') ?? 'dmy';
    const unknown = [...fields.keys()].filter((name) => name !== 'csrf' && name !== 'dates');
    if (unknown.length > 0 || (dates !== 'dmy' && dates !== 'mdy'))
      throw new Refusal('Invalid', 'the form has fields it may not have', [{ place: 'form', reason: 'fieldUnknown' }]);
    file.once('limit', () => file.destroy(new PageError('TooLarge')));
    return { content: file, dates, letGo };
  } catch (error) {
    letGo();
    throw error;
  }
}

function parserOf(type: string, fileSize: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 4, fieldSize: 200, parts: 5, fileSize },
    });
  } catch {
    throw new PageError('WrongForm');
  }
}
