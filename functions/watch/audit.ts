import { checkDigests, type DigestCheck } from './digest-check.ts';
import { type Audit, type AuditDeps, verifyCycle } from './verify.ts';

export type FullAudit = Omit<Audit, 'hashes' | 'flaws'> &
  Pick<DigestCheck, 'digests' | 'newest'> & {
    readonly flaws: readonly (Audit['flaws'][number] | DigestCheck['flaws'][number])[];
  };

/** The journals of cycles, read as an auditor, and held against what was noted of them outside the table; each flaw once. */
export async function auditCycles(
  deps: AuditDeps,
  cycleIds: readonly string[],
  /** Whose journals the digests are asked about; all that were ever seen without it. */
  digestsOf: string | undefined,
  progress: (cycleId: string) => void = () => {},
): Promise<FullAudit> {
  const totals = { journals: 0, entries: 0, texts: 0, hidden: 0 };
  const hashes = new Map<string, string>();
  const flaws: FullAudit['flaws'][number][] = [];
  for (const cycleId of cycleIds) {
    progress(cycleId);
    const found = await verifyCycle(deps, cycleId);
    for (const part of ['journals', 'entries', 'texts', 'hidden'] as const) totals[part] += found[part];
    for (const [name, hash] of found.hashes) hashes.set(name, hash);
    flaws.push(...found.flaws);
  }
  const { flaws: seen, ...digests } = await checkDigests(deps, digestsOf, hashes);
  const known = new Set(flaws.map(({ kind, id }) => `${kind} ${id}`));
  return { ...totals, ...digests, flaws: [...flaws, ...seen.filter(({ kind, id }) => !known.has(`${kind} ${id}`))] };
}
