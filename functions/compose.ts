import { type Log, notesIn } from '#edge/log.ts';
import { task } from '#edge/task.ts';
import type { Clock, Files, Ids, LinkKey, Mailer, Table, Workflow } from '#ports';
import type { World } from '#records/world.ts';
import { assemble } from '#steps/assemble/assemble.ts';
import { chase, deliver } from '#steps/deliver/deliver.ts';
import { morning } from '#steps/escalate/morning.ts';
import { type JobDeps, JobInput, PATIENCE } from '#steps/job.ts';
import type { ControlDeps } from '#steps/launch/control.ts';
import { PlanInput, plan } from '#steps/launch/plan.ts';
import { ask } from '#steps/request/ask.ts';
import { heartbeat, type WatchDeps } from '#watch/heartbeat.ts';
import { type SendDeps, send } from '#watch/send.ts';
import { wake } from '#watch/wake.ts';

/** The world as one place offers it: AWS, one machine, or a test. */
export interface Adapters {
  readonly table: Table;
  readonly files: Files;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly linkKey: LinkKey;
  readonly mailer: Mailer;
  readonly workflow: Workflow;
  readonly log: Log;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Where `pause` waits on another clock than the process's, that one. */
  readonly elapsed?: () => number;
}

export interface Settings {
  /** The base of every link: the only thing that says where we are. */
  readonly baseUrl: string;
  readonly from: { readonly name: string; readonly address: string };
}

/** The one composition root: every function of the catalogue, bound to the world it was given. */
export function compose(adapters: Adapters, settings: Settings) {
  const { table, files, clock, ids, linkKey, mailer, workflow, log } = adapters;
  const world: World = { table, clock, ids, linkKey };
  const note = notesIn(log);
  const job: JobDeps = { world, files, patience: PATIENCE, log: note };
  const sending: SendDeps = {
    world,
    mailer,
    compose: { linkKey, base: settings.baseUrl, from: settings.from },
    patience: PATIENCE,
    pause: adapters.pause,
    elapsed: adapters.elapsed,
    log: note,
  };
  const sendMail = send(sending);
  const watch: WatchDeps = { world, workflow, send: sendMail, log: note };
  const control: ControlDeps = { world, wake: (cycleId) => wake({ world, workflow }, cycleId) };
  return {
    world,
    files,
    control,
    beat: heartbeat(watch),
    watch,
    sendMail,
    /** What the workflow's placeholders stand for. */
    tasks: {
      PlanFunction: task('plan', PlanInput, plan({ world }), log),
      AskFunction: task('ask', JobInput, ask(job), log),
      RemindFunction: task('remind', JobInput, morning(job, { chase: chase(job) }), log),
      SendFunction: task('send', PlanInput, () => sendMail(), log),
      AssembleFunction: task('assemble', JobInput, assemble(job), log),
      DeliverFunction: task('deliver', JobInput, deliver(job), log),
    },
  };
}

export type Exchange = ReturnType<typeof compose>;
