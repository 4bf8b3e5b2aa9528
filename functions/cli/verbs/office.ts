import { type Problem, Refusal } from '#domain/refusal.ts';
import type { Files } from '#ports';
import { listCycles, readCycle } from '#records/cycles.ts';
import { releaseMail } from '#records/mail-hold.ts';
import { currentRoster, rosterCommittees } from '#records/roster.ts';
import type { World } from '#records/world.ts';
import { invite } from '#steps/people/invite.ts';
import { checkDigests } from '#watch/digest.ts';
import { repairCycle } from '#watch/repair.ts';
import { type FoundFlaw, verifyCycle } from '#watch/verify.ts';
import type { CliDeps, Verb } from '../verb.ts';
import { counted } from '../words.ts';
import { CYCLE } from './cycle.ts';

export const inviteVerb: Verb = {
  name: 'invite',
  summary: 'makes a link with which somebody signs in to the console, once, within 24 hours',
  argument: { name: 'NAME', help: 'who it is for; without it the link asks who they are', required: false },
  options: [{ name: 'committee', value: 'ID', help: 'the part of the tree they may work on (everything)' }],
  run: async ({ world, files, sessionClock, baseUrl }, { argument, one, by }) => {
    const committeeId = one('committee');
    if (committeeId !== undefined) await expectInRoster(world, files, committeeId);
    const { token, expiresAt } = await invite(
      { ...world, clock: sessionClock },
      {
        by,
        ...(argument === '' ? {} : { name: argument }),
        ...(committeeId === undefined ? {} : { committeeId }),
      },
    );
    const link = `${baseUrl}/console/enter#${token}`;
    return { status: 0, json: { link, expiresAt }, lines: [link, `It opens once, until ${expiresAt}.`] };
  },
};

/** A link for a part that does not exist would let somebody in to nothing, and nobody would know why. */
async function expectInRoster({ table }: World, files: Files, committeeId: string): Promise<void> {
  const roster = await currentRoster(table);
  const refused = (problem: Problem & { readonly mend: string }) =>
    new Refusal('Invalid', `--committee names no part of the tree: ${problem.mend}`, [problem]);
  if (!roster)
    throw refused({ place: 'roster', reason: 'rosterMissing', mend: 'import a roster first, or leave it out' });
  for await (const { id } of rosterCommittees(files, roster.version)) if (id === committeeId) return;
  const mend = 'give an id as the roster has it, or leave it out for everything';
  throw refused({ place: 'part', value: committeeId, reason: 'committeeUnknown', mend });
}

const anyCycle = { ...CYCLE, help: 'its id; all cycles without it', required: false };

async function cyclesOf({ world }: CliDeps, cycleId: string): Promise<readonly string[]> {
  if (cycleId === '') return (await listCycles(world.table)).map(({ id }) => id);
  await readCycle(world.table, cycleId);
  return [cycleId];
}

export const verifyVerb: Verb = {
  name: 'audit verify',
  summary: 'reads every journal as an auditor: nothing changed, removed or cut since it was written',
  argument: anyCycle,
  options: [],
  run: async (deps, { argument }) => {
    const { world, files, progress } = deps;
    const totals = { journals: 0, entries: 0, texts: 0, hidden: 0 };
    const flaws: (FoundFlaw | Awaited<ReturnType<typeof checkDigests>>['flaws'][number])[] = [];
    for (const cycleId of await cyclesOf(deps, argument)) {
      progress(cycleId);
      const found = await verifyCycle({ world, files }, cycleId);
      for (const part of ['journals', 'entries', 'texts', 'hidden'] as const) totals[part] += found[part];
      flaws.push(...found.flaws);
    }
    const digests = await checkDigests({ world, files }, argument === '' ? undefined : argument);
    const known = new Set(flaws.map(({ kind, id }) => `${kind} ${id}`));
    flaws.push(...digests.flaws.filter(({ kind, id }) => !known.has(`${kind} ${id}`)));
    const against = digests.newest ? `, held against ${digests.newest}` : '; there is no digest yet';
    return {
      status: flaws.length === 0 ? 0 : 1,
      json: {
        ...totals,
        digests: digests.digests,
        newestDigest: digests.newest ?? null,
        flaws: flaws.map((one) => ({ ...one })),
      },
      lines: [
        `${counted(totals.journals, 'journal')} with ${counted(totals.entries, 'entry', 'entries')} and ${counted(totals.texts, 'text')}${against}.`,
        ...flaws.map(({ kind, id, seq, flaw }) => `  ${kind} ${id}, entry ${seq}: ${flaw}`),
        flaws.length === 0 ? 'Everything is as it was written.' : `${counted(flaws.length, 'flaw')}.`,
      ],
    };
  },
};

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
