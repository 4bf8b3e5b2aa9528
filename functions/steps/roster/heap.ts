import { deflateRawSync, inflateRawSync } from 'node:zlib';

const blockBytes = 64 * 1024;
const newline = 10;

interface Block {
  readonly packed: Buffer;
  /** Unpacked, so that it is unpacked into a piece of just that size. */
  readonly size: number;
}

/**
 * Lines sorted into heaps and packed as they come, in memory: rosters pack to a half or less, so that a million members fit,
 * and nothing of an import is left on a disk when it is killed. Waiting lines are bytes and not strings, because what waits
 * long enough to grow old costs the collector several times its size.
 */
export class Heaps {
  /** A block for each heap in one piece, of which the system gives only the pages that are written to. */
  readonly #waiting: Buffer;
  readonly #used: Uint32Array;
  readonly #packed: Block[][];

  constructor(count: number) {
    this.#waiting = Buffer.alloc(count * blockBytes);
    this.#used = new Uint32Array(count);
    this.#packed = Array.from({ length: count }, () => []);
  }

  /** A line is shorter than a block: the longest member takes some two kilobytes. */
  add(heap: number, line: string): void {
    // No character takes more than three bytes for each of its units.
    const most = line.length * 3 + 1;
    if (most > blockBytes) throw new RangeError('a line longer than a block');
    if ((this.#used[heap] ?? 0) + most > blockBytes) this.#pack(heap);
    const used = this.#used[heap] ?? 0;
    const start = heap * blockBytes + used;
    const length = this.#waiting.write(line, start);
    this.#waiting[start + length] = newline;
    this.#used[heap] = used + length + 1;
  }

  /** The lines of one heap in the order they came. */
  *lines(heap: number): Generator<string> {
    this.#pack(heap);
    for (const { packed, size } of this.#packed[heap] ?? []) {
      const block = inflateRawSync(packed, { chunkSize: Math.max(64, size) });
      for (
        let start = 0, end = block.indexOf(newline);
        end >= 0;
        start = end + 1, end = block.indexOf(newline, start)
      ) {
        yield block.toString('utf8', start, end);
      }
    }
  }

  /** The lines of one heap, for the last time. */
  *take(heap: number): Generator<string> {
    yield* this.lines(heap);
    this.#packed[heap] = [];
  }

  #pack(heap: number): void {
    const size = this.#used[heap] ?? 0;
    if (size === 0) return;
    const start = heap * blockBytes;
    const packed = deflateRawSync(this.#waiting.subarray(start, start + size), { level: 1 });
    // What zlib returns is a view of a larger piece of memory.
    this.#packed[heap]?.push({ packed: Buffer.copyBytesFrom(packed), size });
    this.#used[heap] = 0;
  }
}
