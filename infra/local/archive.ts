import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkName } from '#adapters/file-names.ts';

/**
 * One encrypted file with several files in it. Its key comes from a passphrase (scrypt), its content is AES-256-GCM, so that a
 * changed or cut archive is refused as a whole:
 *
 *   magic (8) · salt (16) · nonce (12) · ciphertext · tag (16)
 *
 * and inside, for each file, its name and its content in pieces, each with its length before it; a piece of no length ends it:
 *
 *   u32 name's length · name · (u32 length · bytes)… · u32 0
 */
const MAGIC = Buffer.from('REXBAK01');
const [SALT, NONCE, TAG] = [16, 12, 16];
const HEAD = MAGIC.length + SALT + NONCE;
/** 128 MB and some half a second: what a stolen backup costs whoever tries a passphrase. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };
const LONGEST_PIECE = 1 << 20;
const DAMAGED = 'the passphrase is another one, or the backup is damaged';

export interface ArchiveFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** The archive cannot be opened: another passphrase, or not what was written. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

const keyOf = (passphrase: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );

const lengthOf = (length: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
};

async function* framed(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  for await (const { name, content } of files) {
    const named = Buffer.from(name);
    yield lengthOf(named.length);
    yield named;
    for await (const chunk of content) {
      for (let at = 0; at < chunk.length; at += LONGEST_PIECE) {
        const piece = chunk.subarray(at, at + LONGEST_PIECE);
        yield lengthOf(piece.length);
        yield piece;
      }
    }
    yield lengthOf(0);
  }
}

/** The bytes of an archive. */
export async function* sealed(files: AsyncIterable<ArchiveFile>, passphrase: string): AsyncGenerator<Uint8Array> {
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce).setAAD(MAGIC);
  yield Buffer.concat([MAGIC, salt, nonce]);
  for await (const chunk of framed(files)) {
    const bytes = cipher.update(chunk);
    if (bytes.length > 0) yield bytes;
  }
  yield cipher.final();
  yield cipher.getAuthTag();
}

async function partOf(path: string, start: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* opened(path: string, passphrase: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  const head = await partOf(path, 0, HEAD);
  if (size < HEAD + TAG || !head.subarray(0, MAGIC.length).equals(MAGIC))
    throw new BadArchive('this file is no backup of the exchange');
  const salt = head.subarray(MAGIC.length, MAGIC.length + SALT);
  const key = await keyOf(passphrase, salt);
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(HEAD - NONCE)).setAAD(MAGIC);
  decipher.setAuthTag(await partOf(path, size - TAG, TAG));
  if (size > HEAD + TAG)
    for await (const chunk of createReadStream(path, { start: HEAD, end: size - TAG - 1 }))
      yield decipher.update(chunk);
  try {
    decipher.final();
  } catch {
    throw new BadArchive(DAMAGED);
  }
}

/** Writes the files of an archive under a folder. Nothing in it may be used before this has resolved: only then it is proven. */
export async function unseal(path: string, passphrase: string, folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  let file: FileHandle | undefined;
  try {
    const taker = new Taker(opened(path, passphrase));
    for (;;) {
      const length = await taker.number();
      if (length === undefined) break;
      if (length > 1024) throw new BadArchive(DAMAGED);
      const name = (await taker.bytes(length)).toString('utf8');
      names.push(name);
      file = await fileIn(folder, name);
      for (let size = await taker.number(); size; size = await taker.number()) {
        if (size > LONGEST_PIECE) throw new BadArchive(DAMAGED);
        await file.write(await taker.bytes(size));
      }
      await file.sync();
      await file.close();
      file = undefined;
    }
  } finally {
    await file?.close();
  }
  return names;
}

/** Names come from outside until the end has proven them: none of them leads out of the folder. */
async function fileIn(folder: string, name: string): Promise<FileHandle> {
  try {
    checkName(name);
  } catch {
    throw new BadArchive(DAMAGED);
  }
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return open(path, 'wx', 0o600);
}

/** Takes so many bytes at a time from chunks of any size. */
class Taker {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #fill(length: number): Promise<boolean> {
    const parts = [this.#rest];
    let have = this.#rest.length;
    while (have < length) {
      const { value, done } = await this.#source.next();
      if (done) break;
      parts.push(value);
      have += value.length;
    }
    this.#rest = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    return have >= length;
  }

  async bytes(length: number): Promise<Buffer> {
    if (!(await this.#fill(length))) throw new BadArchive(DAMAGED);
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** Undefined at the end. */
  async number(): Promise<number | undefined> {
    const there = await this.#fill(4);
    if (!there && this.#rest.length === 0) return undefined;
    return (await this.bytes(4)).readUInt32BE();
  }
}
