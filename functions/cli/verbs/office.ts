import { hasEverything, roles } from '#domain/permissions.ts';
import { Refusal } from '#domain/refusal.ts';
import { listCycles, readCycle } from '#records/cycles.ts';
import { releaseMail } from '#records/mail-hold.ts';
import { invite, renewedWords } from '#steps/people/invite.ts';
import { rightsOf } from '#steps/people/rights.ts';
import { auditCycles } from '#watch/audit.ts';
import { repairCycle } from '#watch/repair.ts';
import type { AuditDeps } from '#watch/verify.ts';
import type { CliDeps, Outcome, Verb } from '../verb.ts';
import { counted } from '../words.ts';
import { CYCLE } from './cycle.ts';

export const inviteVerb: Verb = {
  name: 'invite',
  summary: 'makes a link with which somebody signs in to the console, once, within 24 hours',
  argument: { name: 'NAME', help: 'who it is for; an administrator of everything may give it later', required: false },
  options: [
    { name: 'role', value: 'ROLE', help: `${roles.join(', ')} (${roles[0]})`, oneOf: roles },
    { name: 'part', value: 'ID', help: 'the committee they work on, with all below it (everything)' },
  ],
  run: async ({ world, files, sessionClock, baseUrl }, { argument, one, by }) => {
    const typed = { role: one('role') ?? roles[0], part: one('part') ?? '' };
    const rights = await rightsOf({ table: world.table, files }, typed);
    // Who types a name takes that name's place, so a lesser role is for somebody who is named here.
    if (argument === '' && !(rights.role === 'administrator' && hasEverything(rights))) {
      const mend = 'give the name of whoever gets this role';
      throw new Refusal('Invalid', `NAME is missing: ${mend}`, [{ place: 'name', reason: 'missing', mend }]);
    }
    const invited = { by, rights, ...(argument === '' ? {} : { name: argument }) };
    const { token, expiresAt, renewed } = await invite({ ...world, clock: sessionClock }, invited);
    const link = `${baseUrl}/console/enter#${token}`;
    const part = rights.scope.committeeId ?? null;
    return {
      status: 0,
      json: { link, expiresAt, role: rights.role, part, renews: renewed?.name ?? null },
      lines: [
        ...(renewed ? [renewedWords(renewed)] : []),
        link,
        `It opens once, until ${expiresAt}, for ${rights.role}, ${part ?? 'everything'}.`,
      ],
    };
  },
};

const anyCycle = { ...CYCLE, help: 'its id; all cycles without it', required: false };

async function cyclesOf({ world }: AuditDeps, cycleId: string): Promise<readonly string[]> {
  if (cycleId === '') return (await listCycles(world.table)).map(({ id }) => id);
  await readCycle(world.table, cycleId);
  return [cycleId];
}

export const verifyVerb: Verb = {
  name: 'audit verify',
  summary: 'reads every journal as an auditor: nothing changed, removed or cut since it was written',
  argument: anyCycle,
  options: [],
  run: (deps, { argument }) => verified(deps, argument),
};

/** The audit of a cycle, of all without one, as a command tells it. */
export async function verified(deps: AuditDeps & Pick<CliDeps, 'progress'>, cycleId: string): Promise<Outcome> {
  const cycleIds = await cyclesOf(deps, cycleId);
  const audit = await auditCycles(deps, cycleIds, cycleId === '' ? undefined : cycleId, deps.progress);
  const { journals, entries, texts, hidden, digests, newest, flaws } = audit;
  const against = newest ? `, held against ${newest}` : '; there is no digest yet';
  return {
    status: flaws.length === 0 ? 0 : 1,
    json: {
      ...{ journals, entries, texts, hidden, digests },
      newestDigest: newest ?? null,
      flaws: flaws.map((one) => ({ ...one })),
    },
    lines: [
      `${counted(journals, 'journal')} with ${counted(entries, 'entry', 'entries')} and ${counted(texts, 'text')}${against}.`,
      ...flaws.map(({ kind, id, seq, flaw }) => `  ${kind} ${id}, entry ${seq}: ${flaw}`),
      flaws.length === 0 ? 'Everything is as it was written.' : `${counted(flaws.length, 'flaw')}.`,
    ],
  };
}

export const repairVerb: Verb = {
  name: 'repair',
  summary: 'finishes what was left half done, tries failed subjects again and rebuilds the boards from the journals',
  argument: anyCycle,
  options: [],
  run: async (deps, { argument }) => {
    const { world, files, control, progress } = deps;
    const repaired = { finished: 0, retried: 0, rebuilt: 0 };
    for (const cycleId of await cyclesOf(deps, argument)) {
      progress(cycleId);
      const found = await repairCycle({ world, files }, cycleId);
      for (const part of ['finished', 'retried', 'rebuilt'] as const) repaired[part] += found[part];
      const { launchedAt, finishedAt, cancelledAt } = await readCycle(world.table, cycleId);
      if (launchedAt && !finishedAt && !cancelledAt) await control.wake(cycleId);
    }
    return {
      status: 0,
      json: repaired,
      lines: [
        `${repaired.finished} finished, ${repaired.retried} to be tried again, ${counted(repaired.rebuilt, 'row')} rebuilt.`,
      ],
    };
  },
};

export const releaseVerb: Verb = {
  name: 'release-mail',
  summary: 'lets mail go that waits since a restore or a leap of the clock',
  options: [],
  run: async ({ world }) => {
    const released = await releaseMail(world.table);
    return {
      status: 0,
      json: { released: released.map((hold) => ({ ...hold })) },
      lines:
        released.length === 0
          ? ['No mail is held.']
          : released.map(({ reason, since }) => `Held since ${since} (${reason}): it goes.`),
    };
  },
};
