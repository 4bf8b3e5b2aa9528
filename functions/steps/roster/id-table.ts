import { idKey } from '#domain/roster-rows.ts';

const longestId = 64;

const hashOf = (bytes: Buffer, start: number, end: number): number => {
  let hash = 2_166_136_261;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 16_777_619);
  return (hash ^ (hash >>> 15)) >>> 0;
};

/**
 * Ids in the order they came, found without regard to case. A million strings in a `Map` take a hundred megabytes, their
 * bytes with a table of places a quarter of that. The room is asked for at once and given by the system page by page as it
 * is written to: growing by copies would leave as much again behind.
 */
export class IdTable {
  size = 0;
  readonly #bytes: Buffer;
  /** Where each id ends; it begins where the one before ends. */
  readonly #ends: Uint32Array;
  /** Place + 1, or 0; a power of two, at most half full. */
  readonly #slots: Uint32Array;

  constructor(most: number) {
    // One more than the most, because an id that is looked for is written down as well.
    this.#bytes = Buffer.alloc((most + 1) * longestId);
    this.#ends = new Uint32Array(most);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2((most + 1) * 2)));
  }

  /** The place of the id, a new one where it has none. */
  add(id: string): { readonly place: number; readonly isNew: boolean } {
    const end = this.#write(id);
    const slot = this.#slotOf(end);
    const standing = this.#slots[slot] ?? 0;
    if (standing > 0) return { place: standing - 1, isNew: false };
    if (this.size === this.#ends.length) throw new RangeError('more ids than there is room for');
    this.#ends[this.size] = end;
    this.size += 1;
    this.#slots[slot] = this.size;
    return { place: this.size - 1, isNew: true };
  }

  find(id: string): number | undefined {
    const standing = this.#slots[this.#slotOf(this.#write(id))] ?? 0;
    return standing > 0 ? standing - 1 : undefined;
  }

  /** After the last id, where it stays if it is new. */
  #write(id: string): number {
    const start = this.#endOf(this.size - 1);
    return start + this.#bytes.write(idKey(id).slice(0, longestId), start, 'latin1');
  }

  #endOf(place: number): number {
    return place < 0 ? 0 : (this.#ends[place] ?? 0);
  }

  #slotOf(end: number): number {
    const start = this.#endOf(this.size - 1);
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.#bytes, start, end) & mask;
    for (;;) {
      const standing = this.#slots[slot] ?? 0;
      if (standing === 0 || this.#isSame(standing - 1, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isSame(place: number, start: number, end: number): boolean {
    const thereStart = this.#endOf(place - 1);
    const thereEnd = this.#endOf(place);
    return (
      thereEnd - thereStart === end - start && this.#bytes.compare(this.#bytes, start, end, thereStart, thereEnd) === 0
    );
  }
}
