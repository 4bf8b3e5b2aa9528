import { type Asked, commandFor, type Figure, rounded } from '../figure.ts';
import { readPrices } from '../prices.ts';
import { billed, costsOf } from './costs.ts';
import { countsOf, cycleInMemory, MANY, type Measured, measure } from './counts.ts';
import type { CountedRun } from './cycle.ts';
import { historyOf, invocationsOf, type Loop, loopOf, stretched, transitionsOf, type Weight } from './loop.ts';
import type { Units } from './meter.ts';
import type { Counted } from './table.ts';
import type { Size } from './town.ts';

/** A province, with as many members a committee as the figures are told for. */
export const PROVINCE: Size = { committees: 8_000, members: MANY };
const NATION = 300_000;
/** 120 days from a Monday have 86 working days, the forty that were counted 30. */
const MORNINGS_MORE = 56;

/** Both are dear and several figures look at them: made once in a process. */
let measured: Promise<Measured> | undefined;
let whole: Promise<CountedRun> | undefined;
export const measuredOnce = (): Promise<Measured> => {
  measured ??= measure();
  return measured;
};
export const provinceOnce = (): Promise<CountedRun> => {
  whole ??= cycleInMemory({ committees: PROVINCE.committees, members: 1 });
  return whole;
};

export const loopIn = (run: CountedRun): Loop => loopOf(run.ledger, run.invocations);

/** 1: what the loop of a province takes, the same however many members a committee has. */
export async function transitions({ progress }: Asked): Promise<Figure> {
  const province = await provinceOnce();
  const each = province.ledger.transitions / PROVINCE.committees;
  const few = { committees: 40, members: 1 };
  const [one, many] = [await cycleInMemory(few), await cycleInMemory({ ...few, members: 200 })];
  const same = one.ledger.transitions === many.ledger.transitions;
  const loop = loopIn(province);
  progress(`1: ${province.ledger.transitions} transitions for ${PROVINCE.committees} committees`);
  const complete = [province, one, many].every((run) => run.complete && run.executions === 1);
  const onPaper = [province, one].every((run) => transitionsOf(loopIn(run)) === run.ledger.transitions);
  return {
    figure: 1,
    title: 'state transitions per committee, 8,000 committees, 40-day cycle',
    value: rounded(each, 3),
    reach: '≤ 0.2, the same for 1 and 200 members',
    reference: '3.8 for an execution each',
    ok: complete && onPaper && same && each <= 0.2,
    command: commandFor(1),
    detail: {
      complete,
      transitions: province.ledger.transitions,
      loop,
      arithmetic: '3 waits + 3 passes + shards + 2 tasks + 2 sends + 4',
      as_on_paper: onPaper,
      committees_40: { members_1: one.ledger.transitions, members_200: many.ledger.transitions },
    },
  };
}

const WORKERS = ['ask', 'remind', 'assemble', 'deliver'];

/** What the loop's tasks and its sender do for one more committee. */
export function weightOf({ small, double }: Measured): Weight {
  const of = (sum: (units: ReadonlyMap<string, Units>) => number) =>
    (sum(double.byFunction) - sum(small.byFunction)) / (double.run.size.committees - small.run.size.committees);
  const mails = (run: CountedRun) => [...run.mails].reduce((all, [kind, n]) => (kind === 'receipt' ? all : all + n), 0);
  return {
    calls: of((units) => WORKERS.reduce((all, name) => all + (units.get(name)?.calls ?? 0), 0)),
    mails: (mails(double.run) - mails(small.run)) / (double.run.size.committees - small.run.size.committees),
  };
}

/** 2: the history of the longest cycle of a nation, on paper from what was counted. */
export async function history(_: Asked): Promise<Figure> {
  const measured = await measuredOnce();
  const province = await provinceOnce();
  const weight = weightOf(measured);
  const loop = stretched(loopIn(province), PROVINCE, { committees: NATION, mornings: MORNINGS_MORE }, weight);
  const events = historyOf(loop);
  const onPaper = historyOf(loopIn(province)) === province.ledger.historyEvents;
  return {
    figure: 2,
    title: `history events of a cycle of 120 days with ${NATION} committees, on paper`,
    value: events,
    reach: '≤ 12,500',
    reference: '25,000',
    ok: onPaper && events <= 12_500,
    command: commandFor(2),
    detail: {
      loop,
      arithmetic: '9 waits + 11 passes + 4 shards + 7 tasks + 7 sends + 11',
      counted: { loop: loopIn(province), events: province.ledger.historyEvents, as_on_paper: onPaper },
      a_committee: { calls: rounded(weight.calls, 1), mails: rounded(weight.mails) },
      mails_a_second: 11.2,
    },
  };
}

/** 3: how often the workflow calls a function. */
export async function invocations(_: Asked): Promise<Figure> {
  const province = await provinceOnce();
  const calls = invocationsOf(loopIn(province));
  const each = calls / PROVINCE.committees;
  return {
    figure: 3,
    title: 'Lambda invocations per committee, 8,000 committees; page visits, watch and mail events excluded',
    value: rounded(each, 3),
    reach: '≤ 0.1',
    reference: '2.4',
    ok: province.complete && calls === province.ledger.invocations && each <= 0.1,
    command: commandFor(3),
    detail: {
      calls: Object.fromEntries(province.invocations),
      ledger: province.ledger.invocations,
      note: 'respond, confirm and evaluations are page visits, and nudge is the sender that they call; mail-events and digest are beside',
    },
  };
}

const perMember = (sums: (one: Measured['small']) => ReadonlyMap<string, Units>, { small, double }: Measured) =>
  Object.fromEntries(
    [...sums(double)]
      .map(([name, units]) => {
        const before = sums(small).get(name) ?? { write: 0, read: 0 };
        const members = (double.run.size.committees - small.run.size.committees) * MANY;
        return [
          name,
          [rounded((units.write - before.write) / members, 3), rounded((units.read - before.read) / members, 3)],
        ] as const;
      })
      .sort(([, [, a]], [, [, b]]) => b - a),
  );

/** 4: what the table is asked for, by its own account of each call. */
export async function tableUnits({ progress }: Asked): Promise<Figure> {
  const measured = await measuredOnce();
  const { write, read } = countsOf(measured.model, PROVINCE);
  const members = PROVINCE.committees * PROVINCE.members;
  const scans = measured.double.scans.length + measured.small.scans.length;
  const [writes, reads] = [rounded(write / members), rounded(read / members)];
  progress(`4: ${writes} units written and ${reads} read for a member`);
  return {
    figure: 4,
    title: 'DynamoDB write / read units per member, 25 a committee, mail events and the nightly digest included; scans',
    value: `${writes} / ${reads}; ${scans}`,
    reach: '≤ 2.5 / ≤ 1.5; 0',
    reference: '–',
    ok: writes <= 2.5 && reads <= 1.5 && scans === 0,
    command: commandFor(4),
    detail: {
      counted: [measured.small, measured.double, measured.single].map(({ run, counts }) => ({
        ...run.size,
        ...counts,
      })),
      model: measured.model,
      note: 'left out: page visits, and the heartbeat, which beats whether there is a cycle or not',
      write_read_by_kind: perMember(({ byKind }) => byKind, measured),
      write_read_by_function: perMember(({ byFunction }) => byFunction, measured),
    },
  };
}

/** 5: what a thousand evaluations cost. */
export async function dollars(_: Asked): Promise<Figure> {
  const { model } = await measuredOnce();
  const prices = readPrices();
  const run = await provinceOnce();
  const counts = billed(model, PROVINCE, run.ledger);
  const thousands = (PROVINCE.committees * PROVINCE.members) / 1000;
  const costs = costsOf(counts, prices, prices.ses.perThousandOnPlanNone);
  const dearer = costsOf(counts, prices, prices.ses.perThousandOnEssentials);
  const share = costs.transitions / costs.mail;
  const each = (of: typeof costs) =>
    Object.fromEntries(Object.entries(of).map(([name, sum]) => [name, rounded(sum / thousands, 5)]));
  return {
    figure: 5,
    title: 'dollars per 1,000 evaluations, receipts included; orchestration as a share of the mail',
    value: `${rounded(costs.sum / thousands, 4)}; ${rounded(share * 100)} %`,
    reach: '≤ 0.015; ≤ 5 %',
    reference: '0.011 without receipts for an execution each',
    ok: costs.sum / thousands <= 0.015 && share <= 0.05,
    command: commandFor(5),
    detail: {
      prices: `${prices.region}, ${prices.readOn}`,
      counts,
      on_plan_none: each(costs),
      on_essentials: each(dearer),
      note: 'page visits and the fixed monthly part are not in it',
    },
  };
}

/** Everything that the table of costs is made from. */
export async function counted(): Promise<Counted> {
  const [measured, province] = [await measuredOnce(), await provinceOnce()];
  return { measured, loop: loopIn(province), of: PROVINCE, weight: weightOf(measured) };
}
