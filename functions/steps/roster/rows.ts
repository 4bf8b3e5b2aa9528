import type { Kind } from '#domain/roster-columns.ts';

/** What every format comes down to: sheets of numbered rows of text. */

export interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  /** Absent in a CSV. */
  readonly name?: string;
  /** What the sheet's name says it holds. */
  readonly told?: Kind;
  /** Empty cells at the end of a row are left out, so that a short row is no fault. */
  readonly sparse: boolean;
  /** In batches, because a million promises cost more than the rows they carry. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

export interface Limits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  /** Of one row in a CSV; a quote that is never closed ends here and not at the end of a large file. */
  readonly recordBytes: number;
  /** Unpacked, of the texts that a workbook keeps apart and that have to be held in memory. */
  readonly sharedBytes: number;
}

export const usualLimits: Limits = {
  bytes: 200 * 1024 * 1024,
  rows: 1_000_000,
  columns: 500,
  recordBytes: 256 * 1024,
  sharedBytes: 256 * 1024 * 1024,
};
