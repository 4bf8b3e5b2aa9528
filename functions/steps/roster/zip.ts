import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { Unreadable } from './report.ts';

/**
 * The parts of a ZIP archive, unpacked as a stream. The directory at its end is read, as readers must: the headers before
 * each part may leave the sizes out, and searching the packed bytes for the next header can find one that is none.
 */

export interface Archive {
  has(name: string): boolean;
  /** Unpacked in chunks; at most so many bytes. */
  part(name: string, atMost: number): AsyncIterable<Uint8Array>;
}

interface Part {
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly headerAt: number;
}

const damaged = () => new Unreadable({ reason: 'workbook-damaged' });

const endSignature = 0x06054b50;
const partSignature = 0x02014b50;
const localSignature = 0x04034b50;

/** The end record is the last 22 bytes, or earlier by the length of a comment. */
const endOf = (bytes: Buffer): number => {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= earliest; at -= 1) if (bytes.readUInt32LE(at) === endSignature) return at;
  throw damaged();
};

const directoryOf = (bytes: Buffer): Map<string, Part> => {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const parts = new Map<string, Part>();
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (bytes.readUInt32LE(at) !== partSignature) throw damaged();
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    // Some writers put a slash before the name.
    const name = bytes
      .toString('utf8', at + 46, nameEnd)
      .replace(/^\//, '')
      .toLowerCase();
    parts.set(name, {
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      headerAt: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
};

const packedBytes = (bytes: Buffer, part: Part): Buffer => {
  if (bytes.readUInt32LE(part.headerAt) !== localSignature) throw damaged();
  const names = bytes.readUInt16LE(part.headerAt + 26) + bytes.readUInt16LE(part.headerAt + 28);
  const start = part.headerAt + 30 + names;
  if (start + part.packed > bytes.length) throw damaged();
  return bytes.subarray(start, start + part.packed);
};

const slices = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
};

async function* unpacked(bytes: Buffer, part: Part, atMost: number): AsyncGenerator<Uint8Array> {
  if (part.method !== 0 && part.method !== 8) throw damaged();
  const packed = Readable.from(slices(packedBytes(bytes, part)));
  const content = part.method === 0 ? packed : packed.compose(createInflateRaw({ chunkSize: 131_072 }));
  let size = 0;
  let checksum = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > atMost) throw new Unreadable({ reason: 'file-too-large', mend: `${Math.round(atMost / 1048576)} MB` });
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== part.checksum) throw damaged();
}

export const archiveOf = (bytes: Buffer): Archive => {
  const parts = directoryOf(bytes);
  return {
    has: (name) => parts.has(name.toLowerCase()),
    part(name, atMost) {
      const part = parts.get(name.toLowerCase());
      if (part === undefined) throw damaged();
      return unpacked(bytes, part, atMost);
    },
  };
};
