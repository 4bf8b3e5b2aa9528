import { readOrder, type TypedOrder, typedDate } from '#console/order.ts';
import { office } from '#domain/actor.ts';
import { addDays, isLocalDate, localDate } from '#domain/calendar.ts';
import type { CycleDates, CycleState } from '#domain/cycle.ts';
import { type Problem, Refusal } from '#domain/refusal.ts';
import { readCycle } from '#records/cycles.ts';
import { testedAt } from '#records/test-links.ts';
import { grantTime } from '#steps/confirm/confirm.ts';
import { cancel, closeEarly, extendCycle, launch, resume, stop } from '#steps/launch/control.ts';
import { type CycleOrder, type DryRun, dryRun, open, orderProblems } from '#steps/launch/open.ts';
import type { Asked, CliDeps, Outcome, Verb } from '../verb.ts';
import { counted, problemLine } from '../words.ts';

export const CYCLE = { name: 'CYCLE', help: 'its id, as status lists it', required: true } as const;
const handOf = ({ by, commandId }: Asked) => ({ by, commandId });

const day = (asked: Asked, name: string): string | undefined => {
  const typed = asked.one(name);
  return typed === undefined ? undefined : typedDate(typed);
};

const later = (date: string, days: number): string => (isLocalDate(date) ? addDays(date, days) : '');

/** Days before the date due are negative here; a form has a field for each side. */
function remindersOf(text: string): Pick<TypedOrder, 'remindersBefore' | 'remindersAfter'> {
  const days = text.split(/[\s,;]+/).filter(Boolean);
  const before = days.filter((day) => day.startsWith('-')).map((day) => day.slice(1));
  const after = days.filter((day) => !day.startsWith('-'));
  return { remindersBefore: before.join(' '), remindersAfter: after.join(' ') };
}

function typedOrder(deps: CliDeps, asked: Asked): TypedOrder {
  const dueOn = day(asked, 'due') ?? '';
  const confirmBy = day(asked, 'confirm') ?? later(dueOn, 5);
  const categories = asked.many('categories');
  return {
    title: asked.one('title') ?? '',
    period: asked.one('period') ?? '',
    opensOn: day(asked, 'opens') ?? localDate(deps.world.clock.now()),
    dueOn,
    confirmBy,
    closesOn: day(asked, 'closes') ?? later(confirmBy, 5),
    officerName: asked.one('officer-name') ?? '',
    telephone: asked.one('officer-telephone') ?? '',
    replyTo: asked.one('reply-to') ?? '',
    letterNumber: asked.one('letter') ?? '',
    onDemandReason: asked.one('reason') ?? '',
    ...remindersOf(asked.one('reminders') ?? '-10 -3 -1 2'),
    minimumGap: '2',
    holdMinutes: asked.one('hold') ?? '60',
    categories: categories.length > 0 ? categories : ['A'],
  };
}

export const openVerb: Verb = {
  name: 'open',
  summary: 'opens a cycle over the roster in force; nothing leaves before it is launched',
  options: [
    { name: 'title', value: 'TEXT', required: true, help: 'what the committees call it' },
    {
      name: 'period',
      value: 'TEXT',
      required: true,
      help: 'the time the comments are about, as on the form: "năm 2026"',
    },
    { name: 'opens', value: 'DATE', help: 'the day the requests leave (today)' },
    { name: 'due', value: 'DATE', required: true, help: 'the last day for answers' },
    { name: 'confirm', value: 'DATE', help: 'the last day for wards (five days later)' },
    { name: 'closes', value: 'DATE', help: 'the day the evaluations are assembled (five more)' },
    { name: 'officer-name', value: 'NAME', help: 'who answers questions; named in every mail' },
    { name: 'officer-telephone', value: 'NUMBER', help: 'and is called under' },
    { name: 'reply-to', value: 'ADDRESS', help: 'a mailbox that somebody reads' },
    { name: 'letter', value: 'NUMBER', help: 'of the paper letter that announces it' },
    { name: 'categories', value: 'A,B', help: 'whom it asks about (A); B only with --reason' },
    { name: 'reason', value: 'TEXT', help: 'why category B is asked about' },
    { name: 'reminders', value: 'DAYS', help: 'working days from the date due ("-10 -3 -1 2")' },
    { name: 'hold', value: 'MINUTES', help: 'between launch and the first mail (60)' },
    { name: 'accept', help: 'knowingly accepts what is wrong with the routing' },
    { name: 'dry-run', help: 'says who would be asked and what is wrong; changes nothing' },
    { name: 'launch', help: 'launches it at once' },
  ],
  run: async (deps, asked) => {
    const { order, problems } = readOrder(typedOrder(deps, asked));
    if (asked.flag('dry-run')) return dryRunOf(deps, order, problems, asked.flag('accept'));
    if (problems.length > 0) throw new Refusal('Invalid', 'the order for a cycle has mistakes', problems);
    if (asked.flag('launch') && deps.mailLeaves)
      throw new Refusal('TooEarly', 'where mail leaves, a cycle is tried out between opening and launching it');
    const { cycleId } = await open(deps)(order, { ...handOf(asked), accept: asked.flag('accept') });
    if (!asked.flag('launch'))
      return told({ cycleId, launched: false }, `${cycleId} is open. Look at it, then: launch ${cycleId}`);
    const hand = { by: asked.by, commandId: `${asked.commandId}.launch` };
    const { holdUntil } = await launch(deps.control)(cycleId, hand);
    return told({ cycleId, launched: true, holdUntil: holdUntil ?? null }, `${cycleId} is open and launched.`);
  },
};

const told = (json: Outcome['json'], ...lines: string[]): Outcome => ({ status: 0, json, lines });

async function dryRunOf(
  deps: CliDeps,
  order: CycleOrder,
  typed: readonly Problem[],
  accept: boolean,
): Promise<Outcome> {
  const mistakes = [...typed, ...orderProblems(order, deps.world.clock.now())];
  const found: DryRun = await dryRun(deps)(order);
  const { problems, channels, ...counts } = found;
  const clean = mistakes.length === 0 && (accept || problems.length === 0) && found.members > 0;
  const lines = [
    `${counted(found.members, 'member')} of ${counted(found.workplaces, 'workplace')} in ${counted(found.requests, 'request')}; ${found.leftOut} are not asked about.`,
    `${counted(found.mailboxes, 'mailbox', 'mailboxes')}: ${channels.mailbox} requests by mail, ${channels.ward} through ${counted(found.wards, 'ward')}, ${channels.paper} on paper, ${channels.none} to nobody.`,
    ...mistakes.map(problemLine),
    ...(problems.length > 0 ? [`${counted(problems.length, 'problem')} of the routing:`] : []),
    ...problems.slice(0, 200).map(problemLine),
    clean ? 'It can be opened.' : 'It cannot be opened like this.',
  ];
  const json = {
    ...counts,
    channels: { ...channels },
    mistakes: mistakes.map((one) => ({ ...one })),
    problems: problems.map((one) => ({ ...one })),
  };
  return { status: clean ? 0 : 1, json, lines };
}

const stateJson = ({ id, dates, launchedAt, holdUntil, stoppedAt, cancelledAt, closedEarlyAt }: CycleState) => ({
  cycleId: id,
  dates: { ...dates },
  launchedAt: launchedAt ?? null,
  holdUntil: holdUntil ?? null,
  stoppedAt: stoppedAt ?? null,
  closedEarlyAt: closedEarlyAt ?? null,
  cancelledAt: cancelledAt ?? null,
});

/** As in the console: a base of links that works only here would send everybody a dead link. */
async function expectTested({ world, mailLeaves }: CliDeps, cycleId: string): Promise<void> {
  if (!mailLeaves || (await testedAt(world.table, cycleId))) return;
  throw new Refusal('TooEarly', 'open a test mail of this cycle on another machine first (console, launch)');
}

export const launchVerb: Verb = {
  name: 'launch',
  summary: 'launches an open cycle; when its hold is over the requests leave',
  argument: CYCLE,
  options: [],
  run: async (deps, asked) => {
    await expectTested(deps, asked.argument);
    const state = await launch(deps.control)(asked.argument, handOf(asked));
    return told(stateJson(state), `${state.id} is launched. Nothing leaves before ${state.holdUntil}.`);
  },
};

export const stopVerb: Verb = {
  name: 'stop',
  summary: 'stops a cycle: nothing leaves until resume',
  argument: CYCLE,
  options: [{ name: 'reason', value: 'TEXT', help: 'why, for the journal' }],
  run: async (deps, asked) => {
    const state = await stop(deps.control)(asked.argument, handOf(asked), asked.one('reason') ?? '');
    return told(stateJson(state), `${state.id} is stopped.`);
  },
};

export const resumeVerb: Verb = {
  name: 'resume',
  summary: 'lets a stopped cycle go on',
  argument: CYCLE,
  options: [],
  run: async (deps, asked) => {
    const state = await resume(deps.control)(asked.argument, handOf(asked));
    return told(stateJson(state), `${state.id} goes on.`);
  },
};

export const extendVerb: Verb = {
  name: 'extend',
  summary: 'gives more time to everybody who still owes, or to the named committees',
  argument: CYCLE,
  options: [
    { name: 'due', value: 'DATE', required: true, help: 'the new last day for answers' },
    { name: 'confirm', value: 'DATE', help: 'the new last day for wards (as it stands)' },
    { name: 'closes', value: 'DATE', help: 'the new day of assembling (as it stands)' },
    { name: 'committee', value: 'ID', many: true, help: 'only for this one' },
  ],
  run: async (deps, asked) => {
    const cycleId = asked.argument;
    const dueOn = day(asked, 'due') ?? '';
    if (!isLocalDate(dueOn))
      throw new Refusal('Invalid', 'this is no date', [
        { place: 'due', value: dueOn, reason: 'notADate', mend: '2026-12-31' },
      ]);
    const committees = asked.many('committee');
    if (committees.length > 0) return extendSome(deps, asked, committees, dueOn);
    const { dates } = await readCycle(deps.world.table, cycleId);
    const wanted: CycleDates = {
      ...dates,
      dueOn,
      confirmBy: day(asked, 'confirm') ?? dates.confirmBy,
      closesOn: day(asked, 'closes') ?? dates.closesOn,
    };
    const state = await extendCycle(deps.control)(cycleId, handOf(asked), wanted);
    return told(stateJson(state), `${cycleId} is due on ${state.dates.dueOn}. Whoever owes is told once.`);
  },
};

async function extendSome(
  { world }: CliDeps,
  asked: Asked,
  committees: readonly string[],
  dueOn: string,
): Promise<Outcome> {
  const granted: { committeeId: string; dueAt: string }[] = [];
  for (const committeeId of committees) {
    const wished = { commandId: `${asked.commandId}.${committeeId}`, by: office(asked.by) };
    const { dueAt } = await grantTime(world)(`${asked.argument}.${committeeId}`, wished, dueOn);
    granted.push({ committeeId, dueAt });
  }
  return told(
    { cycleId: asked.argument, granted },
    ...granted.map(({ committeeId }) => `${committeeId} is due on ${dueOn}.`),
  );
}

export const cancelVerb: Verb = {
  name: 'cancel',
  summary: 'ends a cycle without evaluations; whoever was asked is told once',
  argument: CYCLE,
  options: [{ name: 'reason', value: 'TEXT', required: true, help: 'why, for the journal' }],
  run: async (deps, asked) => {
    const state = await cancel(deps.control)(asked.argument, handOf(asked), asked.one('reason') ?? '');
    return told(stateJson(state), `${state.id} is cancelled.`);
  },
};

export const closeVerb: Verb = {
  name: 'close',
  summary: 'closes a cycle now; its evaluations are assembled from what there is',
  argument: CYCLE,
  options: [],
  run: async (deps, asked) => {
    const state = await closeEarly(deps.control)(asked.argument, handOf(asked));
    return told(stateJson(state), `${state.id} is closed. Its evaluations are being assembled.`);
  },
};
