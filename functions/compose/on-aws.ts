import { setTimeout as pause } from 'node:timers/promises';
import { cryptoIds } from '#adapters/crypto-ids.ts';
import { readVariable, variables } from '#adapters/environment.ts';
import {
  allowanceOnAws,
  filesOnAws,
  linkKeyNameOnAws,
  linkKeyOnAws,
  mailerOnAws,
  nudgeOnAws,
  tableIdentityOnAws,
  tableOnAws,
  workflowOnAws,
} from '#adapters/on-aws.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { ConsoleDeps } from '#console/console.ts';
import { behindTheDoor } from '#edge/door/behind.ts';
import { type Afterwards, type Fronted, sourceAddress } from '#edge/lambda.ts';
import { faultEvent, lineLog, notesIn } from '#edge/log.ts';
import { noticeStore } from '#records/mail-hold.ts';
import { noticingMail } from '#records/noticing-mail.ts';
import type { World } from '#records/world.ts';
import { type JobDeps, PATIENCE } from '#steps/job.ts';
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

/** What every page stands on; where a form left mail that is due now, the sender is called. */
export const pagesOnAws = () => {
  const own = worldOnAws();
  let due = false;
  const hasMail = () => {
    const had = due;
    due = false;
    return had;
  };
  const noticing = noticingMail(own.table, () => {
    due = true;
  });
  const world = { ...own, table: noticing };
  const { nudge, settled } = nudging();
  const front = readVariable(env, variables.front);
  const baseUrl = readVariable(env, variables.baseUrl);
  const edge = { ...world, world, sessionClock: systemClock, log, baseUrl, front, address: sourceAddress(front) };
  return { ...edge, ...behindTheDoor(world, nudge), nudge, hasMail, settled };
};

/** A ward moves members to cells it finds in the roster. */
export const wardOnAws = () => ({ ...pagesOnAws(), files: filesOnAws(env) });

export const consoleOnAws = (): ConsoleDeps & Afterwards & Fronted => {
  const pages = pagesOnAws();
  const workflow = workflowOnAws(env);
  return {
    ...pages,
    files: filesOnAws(env),
    mailer: allowanceOnAws(env, systemClock),
    wake: (cycleId) => wake({ world: pages.world, workflow }, cycleId),
    mailLeaves: true,
  };
};
