import * as z from 'zod/mini';
import { acceptedHeadings, type Field } from '#domain/roster-columns.ts';
import type { Changes, FileFault, Finding, Findings, ProblemReason, RosterReport, WarningReason } from './report.ts';

/** A report as it lies in a file for a day. */

/** A reason is a key of the words of a page, which has none for what another version of the exchange may have written. */
const reason = <Reason extends string>() => z.custom<Reason>((value) => typeof value === 'string');

const findingOf = <Reason extends string>(): z.ZodMiniType<Finding<Reason>> =>
  z.object({
    reason: reason<Reason>(),
    sheet: z.exactOptional(z.string()),
    row: z.exactOptional(z.number()),
    other: z.exactOptional(z.number()),
    field: z.exactOptional(
      z.custom<Field>((value) => typeof value === 'string' && Object.hasOwn(acceptedHeadings, value)),
    ),
    column: z.exactOptional(z.string()),
    value: z.exactOptional(z.string()),
    mend: z.exactOptional(z.string()),
    count: z.exactOptional(z.number()),
  });

const findingsOf = <Reason extends string>(): z.ZodMiniType<Findings<Reason>> =>
  z.object({
    list: z.array(findingOf<Reason>()),
    total: z.number(),
    byReason: z.custom<Findings<Reason>['byReason']>(
      (value) => z.record(z.string(), z.number()).safeParse(value).success,
    ),
  });

const counts = { create: z.number(), change: z.number(), remove: z.number(), same: z.number(), kept: z.number() };
const ChangesStored: z.ZodMiniType<Changes> = z.object(counts);

const kind = z.enum(['committee', 'member']);

const StoredReport: z.ZodMiniType<RosterReport> = z.object({
  format: z.enum(['csv', 'xlsx', 'unknown']),
  encoding: z.exactOptional(z.enum(['utf-8', 'utf-16le', 'utf-16be'])),
  delimiter: z.exactOptional(z.enum([',', ';', '\t', '|'])),
  rows: z.object({ committee: z.number(), member: z.number() }),
  committees: ChangesStored,
  members: z.object({ ...counts, moved: z.number() }),
  leftAlone: z.array(kind),
  refusal: z.exactOptional(findingOf<FileFault>()),
  problems: findingsOf<ProblemReason>(),
  warnings: findingsOf<WarningReason>(),
  tree: z.array(
    z.object({
      place: z.string(),
      value: z.exactOptional(z.string()),
      reason: z.string(),
      mend: z.exactOptional(z.string()),
    }),
  ),
  dryRun: z.boolean(),
  applied: z.boolean(),
  version: z.exactOptional(z.string()),
});

export const reportBytes = (report: RosterReport): Uint8Array => Buffer.from(JSON.stringify(report));

/** Undefined where another version of the exchange wrote it otherwise. */
export const reportOf = (bytes: Uint8Array): RosterReport | undefined =>
  StoredReport.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
