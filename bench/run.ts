/** What one contestant did in one run. */
export interface Run {
  readonly seconds: { readonly [phase: string]: number };
  readonly evaluations: number;
  readonly answered: number;
  readonly ok: boolean;
}

export interface Measured extends Run {
  readonly total: number;
  readonly peakMb: number;
}
