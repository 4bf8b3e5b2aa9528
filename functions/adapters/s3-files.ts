import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Files } from '#ports';
import { checkName, checkPrefix } from './file-names.ts';
import { byBytes } from './table-rules.ts';

/** S3 takes parts of 5 MB and more, 10,000 at most: files up to 80 GB. One part is in memory at a time. */
const PART = 8 * 1024 * 1024;

export interface S3Settings {
  readonly client: S3Client;
  readonly bucket: string;
  /** The key that the bucket's content is encrypted with; the bucket's own default where none is named. */
  readonly kmsKeyId?: string;
}

/** Files in a bucket. An object is there as a whole or not at all, so a reader sees the old bytes or the new. */
export const s3Files = ({ client, bucket, kmsKeyId }: S3Settings): Files => {
  const encryption = kmsKeyId ? ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId } as const) : {};
  const at = (name: string) => ({ Bucket: bucket, Key: name });

  const put = (name: string, Body: Uint8Array) =>
    client.send(new PutObjectCommand({ ...at(name), ...encryption, Body, ContentLength: Body.byteLength }));

  const putInParts = async (name: string, first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<void> => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at(name), ...encryption }));
    const upload = { ...at(name), UploadId };
    try {
      const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
      for (let part: Uint8Array | undefined = first; part !== undefined; part = (await rest.next()).value) {
        const PartNumber = Parts.length + 1;
        const { ETag } = await client.send(
          new UploadPartCommand({ ...upload, PartNumber, Body: part, ContentLength: part.byteLength }),
        );
        Parts.push({ ETag, PartNumber });
      }
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (error) {
      // What stays is paid for until the bucket's rule for broken uploads removes it.
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
      throw error;
    }
  };

  return {
    async write(name, content) {
      checkName(name);
      if (content instanceof Uint8Array) {
        await put(name, content);
        return;
      }
      const parts = inParts(content);
      const first = (await parts.next()).value ?? new Uint8Array();
      if (first.byteLength < PART) await put(name, first);
      else await putInParts(name, first, parts);
    },
    async read(name) {
      checkName(name);
      try {
        const { Body } = await client.send(new GetObjectCommand(at(name)));
        return Body ? chunksOf(Body.transformToWebStream()) : undefined;
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async remove(name) {
      checkName(name);
      await client.send(new DeleteObjectCommand(at(name)));
    },
    async list(prefix) {
      checkPrefix(prefix);
      const names: string[] = [];
      let next: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(next && { ContinuationToken: next }) }),
        );
        names.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        next = page.NextContinuationToken;
      } while (next !== undefined);
      return names.sort(byBytes);
    },
  };
};

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
