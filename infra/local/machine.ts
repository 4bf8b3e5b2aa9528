import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cryptoIds } from '#adapters/crypto-ids.ts';
import { fileLinkKey } from '#adapters/file-link-key.ts';
import { folderFiles } from '#adapters/folder-files.ts';
import { acquire } from '#adapters/folder-lock.ts';
import { type OffsetClock, offsetClock } from '#adapters/offset-clock.ts';
import { smtpMailer } from '#adapters/smtp-mailer.ts';
import { spoolMailer } from '#adapters/spool-mailer.ts';
import { openSqliteTable, type SqliteStore } from '#adapters/sqlite-table.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { workflowTasks } from '#catalogue';
import { compose, type Exchange } from '#compose';
import type { Log } from '#edge/log.ts';
import type { Clock, Files, Ids, Instant, LinkKey, Mailer, Table } from '#ports';
import { noticeStore } from '#records/mail-hold.ts';
import { releaseClaims } from '#records/outbox.ts';
import { toBody } from '#records/stored.ts';
import { finishIntents } from '#watch/finish.ts';
import { wakeAll } from '#watch/heartbeat.ts';
import { finishRestore } from './backup.ts';
import { DataInUse } from './data-in-use.ts';
import { type LocalWorkflow, localWorkflow, type WorkflowTask } from './workflow.ts';
import { readWorkflowFile } from './workflow-file.ts';

/** Everything a machine stands on; a test or the bench brings its own. */
export interface Ground {
  readonly table: Table;
  readonly files: Files;
  readonly clock: OffsetClock;
  readonly ids: Ids;
  readonly linkKey: LinkKey;
  readonly mailer: Mailer;
}

export interface MachineSettings {
  readonly baseUrl: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly log: Log;
}

/** The exchange on one machine: the same functions and the same workflow file, in this process. */
export interface Machine {
  readonly exchange: Exchange;
  readonly ground: Ground;
  readonly workflow: LocalWorkflow;
  /** Somebody wrote what is due now: the watch looks soon. */
  nudge(): void;
  /** Resolves when nothing that is due by the clock is left to do. */
  settle(): Promise<void>;
  /** Time travel, forward only: the clock, then everything that waits looks at it again. False when that is not ahead. */
  moveClock(to: Instant): Promise<boolean>;
  close(): Promise<void>;
}

export async function machineOn(ground: Ground, settings: MachineSettings): Promise<Machine> {
  const { log } = settings;
  const definition = await readWorkflowFile();
  // The tasks are called by the workflow and call nothing of it, but waking does: so each is looked up when it is called.
  const workflow = localWorkflow({
    definition,
    tasks: tasksOf(() => exchange),
    clock: ground.clock,
    log: (event, fields) => log({ event, ...(typeof fields.error === 'string' ? { error: fields.error } : {}) }),
  });
  const exchange: Exchange = compose({ ...ground, workflow, log, pause: (ms) => pause(ms) }, settings);
  // Nobody else writes yet, so that whatever is half done is a crash's.
  await finishIntents(exchange.world, { everything: true, fault: (error) => log(faultOf(error)) });
  await releaseClaims(ground.table);
  const watch = watchOf(exchange, log);
  return {
    exchange,
    ground,
    workflow,
    nudge: watch.nudge,
    settle: () => settled(workflow, watch.beat),
    moveClock: async (to) => {
      if (!(await ground.clock.moveTo(to))) return false;
      await wakeAll(exchange.watch);
      return true;
    },
    close: async () => {
      await workflow.close();
      await watch.close();
    },
  };
}

const tasksOf = (exchange: () => Exchange): { readonly [placeholder: string]: WorkflowTask } =>
  Object.fromEntries(
    workflowTasks.map(({ placeholder }) => [
      placeholder,
      async (input) => toBody(await exchange().tasks[placeholder](input)),
    ]),
  );

const faultOf = (error: unknown) => ({ event: 'watch.fault', error: error instanceof Error ? error.name : 'unknown' });

const MOST_BEATS = 50;
const EVERY_FIVE_MINUTES = 5 * 60_000;

async function settled(workflow: LocalWorkflow, beat: Exchange['beat']): Promise<void> {
  // A cycle whose execution fails at once is woken at every beat: that is for the log, and not to be waited for.
  for (let beats = 0; beats < MOST_BEATS; beats++) {
    await workflow.idle();
    const { finished, sent, woken } = await beat();
    await workflow.idle();
    if (finished + sent + woken === 0) return;
  }
}

/** One beat at a time; a nudge during a beat is answered by the next. */
function watchOf(exchange: Exchange, log: Log) {
  let last: Promise<unknown> = Promise.resolve();
  let nudged = false;
  let closed = false;
  const beat = () => {
    const mine = last.then(async () => (closed ? { finished: 0, sent: 0, woken: 0 } : exchange.beat()));
    last = mine.catch((error: unknown) => log(faultOf(error)));
    return mine;
  };
  const timer = setInterval(() => void beat().catch(() => {}), EVERY_FIVE_MINUTES);
  timer.unref();
  return {
    beat,
    nudge: () => {
      if (nudged || closed) return;
      nudged = true;
      setImmediate(() => {
        nudged = false;
        beat().catch(() => {});
      });
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      await last;
    },
  };
}

export interface FolderSettings extends MachineSettings {
  readonly dataDir: string;
  readonly smtp?: { readonly url: string; readonly perSecond?: number };
  /** Below the movable clock; the machine's own unless a demo brings another. */
  readonly clock?: Clock;
}

export interface FolderMachine extends Machine {
  readonly store: SqliteStore;
}

/** The machine on a data directory, which it owns until it is closed or killed. */
export async function openMachine(settings: FolderSettings): Promise<FolderMachine> {
  const { dataDir } = settings;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await acquire(dataDir);
  if ('heldBy' in lock) throw new DataInUse(dataDir, lock.heldBy);
  await finishRestore(dataDir);
  const store = openSqliteTable(join(dataDir, 'exchange.db'));
  const { table } = store;
  const clock = await offsetClock(settings.clock ?? systemClock, table);
  await noticeStore(table, store.identity, clock.now());
  const smtp = settings.smtp && smtpMailer({ ...settings.smtp, clock });
  const ground: Ground = {
    table,
    files: await folderFiles(join(dataDir, 'files')),
    clock,
    ids: cryptoIds,
    linkKey: await fileLinkKey(join(dataDir, 'link-keys.json')),
    mailer: smtp ?? spoolMailer(table),
  };
  const machine = await machineOn(ground, settings);
  return {
    ...machine,
    store,
    close: async () => {
      await machine.close();
      smtp?.close();
      await store.close();
      lock.release();
    },
  };
}
