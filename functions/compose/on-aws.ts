import { setTimeout as pause } from 'node:timers/promises';
import { cryptoIds } from '#adapters/crypto-ids.ts';
import { readVariable, variables } from '#adapters/environment.ts';
import {
  allowanceOnAws,
  downloadsOnAws,
  filesOnAws,
  issuerOnAws,
  linkKeyNameOnAws,
  linkKeyOnAws,
  mailerOnAws,
  nudgeOnAws,
  startExportOnAws,
  tableIdentityOnAws,
  tableOnAws,
  workflowOnAws,
} from '#adapters/on-aws.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { CycleDeps, LaunchDeps } from '#console/console.ts';
import { returnsTo } from '#console/paths.ts';
import type { SignInDeps } from '#console/sign-in.ts';
import { behindTheDoor } from '#edge/door/behind.ts';
import { type Afterwards, type Fronted, sourceAddress } from '#edge/lambda.ts';
import { faultEvent, lineLog, notesIn } from '#edge/log.ts';
import { noticeStore } from '#records/mail-hold.ts';
import { noticingMail } from '#records/noticing-mail.ts';
import type { World } from '#records/world.ts';
import type { MakeDeps } from '#steps/deliver/make-export.ts';
import { type JobDeps, PATIENCE } from '#steps/job.ts';
import type { YearlyDeps } from '#steps/launch/yearly.ts';
import type { BrakeDeps } from '#watch/brake.ts';
import type { WatchDeps } from '#watch/heartbeat.ts';
import { type SendDeps, type SendInput, type SendResult, send } from '#watch/send.ts';
import type { AuditDeps } from '#watch/verify.ts';
import { wake } from '#watch/wake.ts';

/**
 * What each function on AWS stands on. One root as on one machine, in parts: a function calls the one it needs, and its bundle
 * holds what that part imports and no more. A variable that is missing is a fault when the function starts.
 */
const env = process.env;

export const log = lineLog(systemClock, (line) => console.log(line));
const note = notesIn(log);

export const worldOnAws = (): World => ({
  table: tableOnAws(env),
  clock: systemClock,
  ids: cryptoIds,
  linkKey: linkKeyNameOnAws(env),
});

export const jobOnAws = (): JobDeps => ({ world: worldOnAws(), files: filesOnAws(env), patience: PATIENCE, log: note });

export const yearlyOnAws = (): YearlyDeps => {
  const world = worldOnAws();
  const workflow = workflowOnAws(env);
  const control = { world, wake: (cycleId: string) => wake({ world, workflow }, cycleId) };
  return { world, files: filesOnAws(env), control, log: note };
};

export const auditOnAws = (): AuditDeps => ({ world: worldOnAws(), files: filesOnAws(env) });

export const mailEventsOnAws = (): BrakeDeps => ({ world: worldOnAws(), log: note });

const sendingOnAws = (): SendDeps => {
  const linkKey = linkKeyOnAws(env);
  return {
    world: worldOnAws(),
    mailer: mailerOnAws(env, systemClock),
    compose: { linkKey, base: readVariable(env, variables.baseUrl), from: readVariable(env, variables.from) },
    patience: PATIENCE,
    pause: (ms) => pause(ms),
    log: note,
  };
};

/** A table that was restored has another identity: it is looked at once in the life of a container, before any mail leaves. */
export function sendOnAws(): (input: SendInput) => Promise<SendResult> {
  const deps = sendingOnAws();
  const run = send(deps);
  let noticed: Promise<unknown> | undefined;
  return async (input) => {
    noticed ??= tableIdentityOnAws(env).then((id) => noticeStore(deps.world.table, id, systemClock.now()));
    await noticed.catch((error: unknown) => {
      noticed = undefined;
      throw error;
    });
    return run(input);
  };
}

const nudging = () => nudgeOnAws(env, (error) => log(faultEvent(error, 'nudge')));

/** The watch leaves sending to the function that has the right to it, and does not wait for it. */
export const watchOnAws = (): WatchDeps => {
  const { nudge, settled } = nudging();
  return {
    world: worldOnAws(),
    workflow: workflowOnAws(env),
    send: async () => {
      nudge();
      await settled();
      return { more: false, sent: 0 };
    },
    log: note,
  };
};

/** Who comes, from where, by which address. */
const visitsOnAws = () => {
  const front = readVariable(env, variables.front);
  const baseUrl = readVariable(env, variables.baseUrl);
  return { sessionClock: systemClock, log, baseUrl, front, address: sourceAddress(front) };
};

/** What every page stands on; where a form left mail that is due now, the sender is called. */
export const pagesOnAws = () => {
  const own = worldOnAws();
  const due = new Set<number>();
  const shardsWithMail = () => {
    const shards = [...due];
    due.clear();
    return shards;
  };
  const noticing = noticingMail(own.table, (shard) => due.add(shard));
  const world = { ...own, table: noticing };
  const { nudge, settled } = nudging();
  return { ...world, world, ...visitsOnAws(), ...behindTheDoor(world, nudge), nudge, shardsWithMail, settled };
};

/** For pages that look into the roster: a ward moves members to cells it finds there. */
export const withFilesOnAws = () => ({ ...pagesOnAws(), files: filesOnAws(env) });

/**
 * What calls a function holds 6 MB with the file written in base64: a form of 4.7 MB is refused before any code of ours runs, so a
 * page takes less and says so.
 */
export const uploadsOnAws = { megabytes: 4, larger: 'npm run import-roster' } as const;

/**
 * What a page reads in the 29 seconds of a gateway: four calls a committee, of which one processor does some 2,000 a second, and
 * beside them the digests of a year's nights.
 */
const auditsOnAws = { most: 8_000, larger: 'npm run audit' } as const;

/** For the pages of the roster. */
export const withUploadsOnAws = () => ({ ...withFilesOnAws(), rosterUploads: uploadsOnAws });

/** For pages that are files. */
export const withDownloadsOnAws = () => ({ ...pagesOnAws(), downloads: downloadsOnAws(env, cryptoIds) });

/** And for those that only order one, and hand it out when it is made. */
export const withOrdersOnAws = () => ({
  ...withDownloadsOnAws(),
  kept: filesOnAws(env),
  startExport: startExportOnAws(env),
});

export const makingOnAws = (): MakeDeps => ({
  world: worldOnAws(),
  sessionClock: systemClock,
  files: filesOnAws(env),
  log: note,
});

const courseOnAws = (): CycleDeps & Afterwards & Fronted => {
  const pages = withFilesOnAws();
  const workflow = workflowOnAws(env);
  const mailer = allowanceOnAws(env, systemClock);
  return { ...pages, mailer, wake: (cycleId) => wake({ world: pages.world, workflow }, cycleId) };
};

export const cycleOnAws = () => ({ ...courseOnAws(), audits: auditsOnAws });

/** Nothing of a cycle, and no mail: who signs in or out leaves nothing that is due. */
export const signInOnAws = (): SignInDeps & Afterwards & Fronted => {
  const visits = visitsOnAws();
  const issuer = issuerOnAws(env, returnsTo(visits.baseUrl));
  const quiet = { nudge: () => {}, shardsWithMail: () => [], settled: async () => {} };
  return { table: tableOnAws(env), clock: systemClock, ids: cryptoIds, ...visits, ...quiet, issuer };
};

export const launchOnAws = (): LaunchDeps & Afterwards & Fronted => ({
  ...courseOnAws(),
  mailLeaves: true,
});
