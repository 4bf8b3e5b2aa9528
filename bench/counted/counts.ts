import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { startDynamo } from '#test/support/dynamo.ts';
import { type CountedRun, countedCycle } from './cycle.ts';
import { Meter, type Units } from './meter.ts';
import { CELLS_A_WARD, type Size } from './town.ts';

/** What one cycle took, in units that are billed. */
export interface Counts {
  readonly write: number;
  readonly read: number;
  /** Of the table's service; what functions spend their time on. */
  readonly calls: number;
  readonly mails: number;
  /** Calls of functions by the workflow. */
  readonly invocations: number;
  /** Calls of functions beside it: of the sender by pages that took in a form, of who takes in what is told of mails, of the night. */
  readonly beside: number;
}

export interface Metered {
  readonly run: CountedRun;
  readonly counts: Counts;
  /** Units by what begins the key, and by the function that asked. */
  readonly byKind: ReadonlyMap<string, Units>;
  readonly byFunction: ReadonlyMap<string, Units>;
  /** Calls that are neither a read of a key or a partition nor a write. */
  readonly scans: readonly string[];
  /** Read by one heartbeat that finds nothing to do. */
  readonly heartbeat: number;
}

/** What only looks at the result is no part of the cycle, and the heartbeat goes on whether there is one or not. */
const OUTSIDE: ReadonlySet<string> = new Set(['look', 'watch']);

/** The cycle over the DynamoDB adapter, on an engine that says what each call consumed. */
export async function meteredCycle(size: Size): Promise<Metered> {
  const dynamo = await startDynamo();
  const credentials = async () => ({ accessKeyId: 'none', secretAccessKey: 'none' });
  const meter = new Meter({ endpoint: dynamo.endpoint, region: 'local', credentials });
  try {
    const run = await countedCycle(size, { tableFor: (who) => dynamoTable(meter.callsOf(who), dynamo.name) });
    const all = meter.by((who) => (OUTSIDE.has(who) ? undefined : 'all')).get('all');
    if (!all || !run.complete) throw new Error('the cycle did not come to its end');
    return {
      run,
      counts: { ...all, mails: sumOf(run.mails), ...callsOf(run) },
      byKind: meter.by((who, kind) => (OUTSIDE.has(who) ? undefined : kind)),
      byFunction: meter.by((who) => (OUTSIDE.has(who) ? undefined : who)),
      scans: meter.others,
      heartbeat: meter.by((who) => (who === 'watch' ? who : undefined)).get('watch')?.read ?? 0,
    };
  } finally {
    await dynamo.stop();
  }
}

/** The same in memory, where only the workflow is counted. */
export function cycleInMemory(size: Size): Promise<CountedRun> {
  const memory = memoryTable();
  return countedCycle(size, { tableFor: () => ({ ...memory }) });
}

const sumOf = (counts: ReadonlyMap<string, number>): number => counts.values().reduce((sum, n) => sum + n, 0);

const BY_WORKFLOW: ReadonlySet<string> = new Set(['plan', 'ask', 'remind', 'send', 'assemble', 'deliver']);

const BESIDE: ReadonlySet<string> = new Set(['nudge', 'mail-events', 'digest']);

export function callsOf({ invocations }: CountedRun): Pick<Counts, 'invocations' | 'beside'> {
  const of = (names: ReadonlySet<string>) => sumOf(new Map(invocations.entries().filter(([name]) => names.has(name))));
  return { invocations: of(BY_WORKFLOW), beside: of(BESIDE) };
}

/** What a cycle takes whatever its size, what each committee adds, and each of its members: three runs tell them apart. */
export interface Model {
  readonly fixed: Counts;
  readonly committee: Counts;
  readonly member: Counts;
}

export const MANY = 25;
export const SMALL: Size = { committees: CELLS_A_WARD, members: MANY };
export const DOUBLE: Size = { committees: 2 * CELLS_A_WARD, members: MANY };
export const SINGLE: Size = { committees: CELLS_A_WARD, members: 1 };

export interface Measured {
  readonly small: Metered;
  readonly double: Metered;
  readonly single: Metered;
  readonly model: Model;
}

const combined = (counts: readonly (readonly [Counts, number])[]): Counts => {
  const of = (name: keyof Counts) => counts.reduce((sum, [one, times]) => sum + one[name] * times, 0);
  return {
    write: of('write'),
    read: of('read'),
    calls: of('calls'),
    mails: of('mails'),
    invocations: of('invocations'),
    beside: of('beside'),
  };
};

export async function measure(): Promise<Measured> {
  const small = await meteredCycle(SMALL);
  const double = await meteredCycle(DOUBLE);
  const single = await meteredCycle(SINGLE);
  const member = combined([
    [small.counts, 1 / (SMALL.committees * (MANY - 1))],
    [single.counts, -1 / (SMALL.committees * (MANY - 1))],
  ]);
  const whole = combined([
    [double.counts, 1 / SMALL.committees],
    [small.counts, -1 / SMALL.committees],
  ]);
  const committee = combined([
    [whole, 1],
    [member, -MANY],
  ]);
  const fixed = combined([
    [small.counts, 1],
    [whole, -SMALL.committees],
  ]);
  return { small, double, single, model: { fixed, committee, member } };
}

export const countsOf = ({ fixed, committee, member }: Model, { committees, members }: Size): Counts =>
  combined([
    [fixed, 1],
    [committee, committees],
    [member, committees * members],
  ]);
