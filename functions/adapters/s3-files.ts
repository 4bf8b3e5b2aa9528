import type { Files } from '#ports';
import { checkName, checkPrefix } from './file-names.ts';
import { type S3Calls, S3Error } from './s3-calls.ts';
import { byBytes } from './table-rules.ts';
import { tagIn, unescaped } from './xml.ts';

/** S3 takes parts of 5 MB and more, 10,000 at most: files up to 80 GB. One part is in memory at a time. */
const PART = 8 * 1024 * 1024;

type Call = S3Calls['call'];
type Headers = Readonly<Record<string, string>>;

/** One part after the other; the tags by which S3 knows them, in its words. */
const putParts = async (
  call: Call,
  key: string,
  uploadId: string,
  parts: AsyncIterable<Uint8Array>,
): Promise<string> => {
  const tags: string[] = [];
  for await (const body of parts) {
    const partNumber = tags.length + 1;
    const put = await call({ method: 'PUT', key, query: { partNumber: String(partNumber), uploadId }, body });
    const tag = put.headers.get('etag') ?? '';
    tags.push(`<Part><PartNumber>${partNumber}</PartNumber><ETag>${tag.replaceAll('"', '&quot;')}</ETag></Part>`);
  }
  return tags.join('');
};

const putInParts = async (
  call: Call,
  key: string,
  headers: Headers,
  parts: AsyncIterable<Uint8Array>,
): Promise<void> => {
  const begun = await call({ method: 'POST', key, query: { uploads: '' }, headers });
  const uploadId = unescaped(tagIn(await begun.text(), 'UploadId') ?? '');
  try {
    const tags = await putParts(call, key, uploadId, parts);
    const body = Buffer.from(`<CompleteMultipartUpload>${tags}</CompleteMultipartUpload>`);
    // S3 begins this answer before it knows the end, so a refusal may come as 200.
    const said = await (await call({ method: 'POST', key, query: { uploadId }, body })).text();
    const refusal = tagIn(said, 'Code');
    if (refusal !== undefined) throw new S3Error(200, refusal);
  } catch (error) {
    // What stays is paid for until the bucket's rule for broken uploads removes it.
    await call({ method: 'DELETE', key, query: { uploadId } }).catch(() => {});
    throw error;
  }
};

const namesFrom = async (call: Call, prefix: string): Promise<string[]> => {
  const names: string[] = [];
  let next: string | undefined;
  do {
    const query = { 'list-type': '2', prefix, ...(next === undefined ? {} : { 'continuation-token': next }) };
    const xml = await (await call({ method: 'GET', query })).text();
    names.push(...Array.from(xml.matchAll(/<Key>([^<]*)<\/Key>/g), ([, key = '']) => unescaped(key)));
    const token = tagIn(xml, 'NextContinuationToken');
    next = token === undefined ? undefined : unescaped(token);
  } while (next !== undefined);
  return names;
};

const encryptedWith = (kmsKeyId: string | undefined): Headers =>
  kmsKeyId
    ? { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyId }
    : {};

/**
 * Files in a bucket. An object is there as a whole or not at all, so a reader sees the old bytes or the new. `kmsKeyId`: what
 * the content is encrypted with; the bucket's own default where none is named.
 */
export const s3Files = ({ call }: S3Calls, kmsKeyId?: string): Files => {
  const headers = encryptedWith(kmsKeyId);
  return {
    async write(name, content) {
      checkName(name);
      const put = (body: Uint8Array) => call({ method: 'PUT', key: name, headers, body });
      if (content instanceof Uint8Array) {
        await put(content);
        return;
      }
      const parts = inParts(content);
      const first = (await parts.next()).value ?? new Uint8Array();
      if (first.byteLength < PART) await put(first);
      else await putInParts(call, name, headers, followedBy(first, parts));
    },
    async read(name) {
      checkName(name);
      try {
        const { body } = await call({ method: 'GET', key: name });
        return body ? chunksOf(body) : undefined;
      } catch (error) {
        if (error instanceof S3Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async remove(name) {
      checkName(name);
      await call({ method: 'DELETE', key: name });
    },
    async list(prefix) {
      checkPrefix(prefix);
      return (await namesFrom(call, prefix)).sort(byBytes);
    },
  };
};

async function* followedBy(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** The same bytes in pieces of one part each; only the last is smaller. */
async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    for (let from = 0; from < chunk.byteLength; ) {
      const piece = chunk.subarray(from, from + PART - size);
      // A copy (`slice` of a Buffer is none): whoever writes may fill his buffer anew.
      held.push(Uint8Array.from(piece));
      size += piece.byteLength;
      from += piece.byteLength;
      if (size < PART) continue;
      yield Buffer.concat(held);
      held = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(held);
  return undefined;
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* stream;
}
