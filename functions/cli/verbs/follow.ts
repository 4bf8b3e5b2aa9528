import { office } from '#domain/actor.ts';
import { type BoardRow, rollupOf } from '#domain/board.ts';
import { closesAt, statusOf } from '#domain/cycle.ts';
import { stillOwed } from '#domain/outcome.ts';
import { isRefusal, Refusal } from '#domain/refusal.ts';
import { boardOf, deliveryBoardOf } from '#records/boards.ts';
import { listCycles, listPoison, readCycle } from '#records/cycles.ts';
import { mailHolds } from '#records/mail-hold.ts';
import { deskIdsOf, membersIn, outcomesOf } from '#records/totals.ts';
import { troubledMails } from '#records/troubled-mails.ts';
import type { World } from '#records/world.ts';
import { pressCommittee } from '#steps/confirm/confirm.ts';
import type { CliDeps, Outcome, Verb } from '../verb.ts';
import { counted } from '../words.ts';
import { CYCLE } from './cycle.ts';

export const statusVerb: Verb = {
  name: 'status',
  summary: 'says how a cycle stands, or lists all cycles',
  argument: { ...CYCLE, help: 'its id; all cycles without it', required: false },
  options: [],
  run: async (deps, { argument }) => (argument === '' ? listOf(deps) : standingOf(deps, argument)),
};

const holdLines = (holds: Awaited<ReturnType<typeof mailHolds>>): string[] =>
  holds.map(({ reason, since }) => `Mail is held since ${since} (${reason}): look, then release-mail.`);

async function listOf({ world }: CliDeps): Promise<Outcome> {
  const { table, clock } = world;
  const now = clock.now();
  const cycles = await Promise.all(
    (await listCycles(table)).map(async ({ id, title }) => {
      const cycle = await readCycle(table, id);
      return { cycleId: id, title, status: statusOf(cycle, now), dates: { ...cycle.dates } };
    }),
  );
  const holds = await mailHolds(table);
  const lines = cycles.map(
    ({ cycleId, title, status, dates }) => `${cycleId}  ${status.padEnd(9)}  due ${dates.dueOn}  ${title}`,
  );
  return {
    status: 0,
    json: { now, cycles, mailHolds: holds.map((hold) => ({ ...hold })) },
    lines: [...(lines.length > 0 ? lines : ['There is no cycle yet.']), ...holdLines(holds)],
  };
}

async function standingOf({ world }: CliDeps, cycleId: string): Promise<Outcome> {
  const standing = await readStanding(world, cycleId);
  return { status: 0, json: jsonOf(standing), lines: linesOf(standing) };
}

async function readStanding(world: World, cycleId: string) {
  const { table, clock } = world;
  const now = clock.now();
  const cycle = await readCycle(table, cycleId);
  const { counts, ...requests } = rollupOf(await rowsOf(world, cycleId), now);
  const outcomes = await outcomesOf(table, cycleId);
  const rows = await deliveryBoardOf(table, cycleId);
  const deliveries = {
    workplaces: rows.length,
    delivered: rows.filter(({ deliveredAt }) => deliveredAt).length,
    acknowledged: rows.filter(({ acknowledgedAt }) => acknowledgedAt).length,
  };
  const troubled = (await troubledMails(table, cycleId)).length;
  const failed = await listPoison(table, cycleId);
  const holds = await mailHolds(table);
  return { cycleId, cycle, now, counts, requests, outcomes, deliveries, troubled, failed, holds };
}

type Standing = Awaited<ReturnType<typeof readStanding>>;

function jsonOf({ cycleId, cycle, now, counts, requests, outcomes, ...rest }: Standing): Outcome['json'] {
  const { requests: planned, members } = cycle.plan.counts;
  return {
    cycleId,
    title: cycle.plan.title,
    status: statusOf(cycle, now),
    now,
    zone: cycle.plan.zone,
    dates: { ...cycle.dates },
    closesAt: closesAt(cycle),
    planned: { requests: planned, members },
    requests: { ...requests },
    members: { ...counts, members: membersIn(counts) },
    outcomes: {
      commented: { ...outcomes.commented },
      notHere: { ...outcomes.notHere },
      noComment: { ...outcomes.noComment },
      members: outcomes.members,
    },
    deliveries: rest.deliveries,
    troubledMails: rest.troubled,
    failed: rest.failed.map((one) => ({ ...one })),
    mailHolds: rest.holds.map((hold) => ({ ...hold })),
  };
}

function linesOf({ cycleId, cycle, now, counts, requests, ...rest }: Standing): readonly string[] {
  const { plan, dates } = cycle;
  const { deliveries, troubled, failed, holds } = rest;
  return [
    `${cycleId}  ${plan.title}: ${statusOf(cycle, now)}`,
    `Opens ${dates.opensOn}, due ${dates.dueOn}, confirmed by ${dates.confirmBy}, closes ${dates.closesOn} (${plan.zone}).`,
    `Asked: ${requests.requests} of ${counted(plan.counts.requests, 'committee')}; ${requests.finished} finished, ${requests.overdue} overdue, ${requests.neverOpened} never opened.`,
    `Members: ${plan.counts.members}; ${stillOwed(counts)} owed, ${counts.submitted} wait for the ward, ${counts.confirmed} confirmed, ${counts.notHere} not here, ${counts.conflict} conflicts.`,
    `Delivered to ${deliveries.delivered} of ${counted(deliveries.workplaces, 'workplace')}, acknowledged by ${deliveries.acknowledged}.`,
    ...(troubled > 0 ? [`${counted(troubled, 'mail')} failed or came back.`] : []),
    ...(failed.length > 0 ? [`${counted(failed.length, 'subject')} failed in a job: repair ${cycleId}`] : []),
    ...holdLines(holds),
  ];
}

async function rowsOf({ table }: World, cycleId: string): Promise<readonly BoardRow[]> {
  const rows: BoardRow[] = [];
  for (const deskId of await deskIdsOf(table, cycleId)) rows.push(...(await boardOf(table, cycleId, deskId)));
  return rows;
}

const owesNow = ({ counts, askedAt, excused, cancelled, assembled }: BoardRow): boolean =>
  stillOwed(counts) > 0 && askedAt !== undefined && !excused && !cancelled && assembled === 0;

export const remindVerb: Verb = {
  name: 'remind',
  summary: 'reminds the committees that still owe, now; each at most once in twelve hours',
  argument: CYCLE,
  options: [{ name: 'committee', value: 'ID', many: true, help: 'only this one' }],
  run: async (deps, { argument: cycleId, many, by, commandId }) => {
    const { world, progress } = deps;
    await readCycle(world.table, cycleId);
    const rows = await rowsOf(world, cycleId);
    const named = many('committee');
    const unknown = named.filter((id) => !rows.some(({ committeeId }) => committeeId === id));
    if (unknown.length > 0)
      throw new Refusal(
        'NotFound',
        'these committees are not in this cycle',
        unknown.map((value) => ({ place: 'committee', value, reason: 'unknown' })),
      );
    const owing = rows.filter((row) => owesNow(row) && (named.length === 0 || named.includes(row.committeeId)));
    const pressed: string[] = [];
    const lately: string[] = [];
    const notByMail: string[] = [];
    for (const { requestId, committeeId } of owing) {
      try {
        await pressCommittee(world)(requestId, { commandId: `${commandId}.${committeeId}`, by: office(by) });
        pressed.push(committeeId);
      } catch (error) {
        if (isRefusal(error, 'NotAllowed')) notByMail.push(committeeId);
        else if (isRefusal(error, 'AlreadyDone')) lately.push(committeeId);
        else throw error;
      }
      if (pressed.length % 500 === 499) progress(`${pressed.length} of ${owing.length} reminded`);
    }
    return {
      // One that was asked for by name and gets no mail needs a hand.
      status: named.length > 0 && notByMail.length > 0 ? 1 : 0,
      json: { cycleId, reminded: pressed, remindedLately: lately, notByMail },
      lines: [
        `${counted(pressed.length, 'committee')} reminded.`,
        ...(lately.length > 0 ? [`${counted(lately.length, 'committee')} had been reminded within twelve hours.`] : []),
        ...(notByMail.length > 0 ? [`${counted(notByMail.length, 'committee')} cannot be reached by mail.`] : []),
      ],
    };
  },
};
