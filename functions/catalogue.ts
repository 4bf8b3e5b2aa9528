/**
 * Every function of the exchange, once, in the order of the story. What runs the exchange somewhere (a host, a stack) is made
 * from this list: the names, what calls each, and what each may touch.
 */
export interface CatalogueEntry {
  readonly name: string;
  /** What calls it. */
  readonly trigger: 'workflow' | 'timer' | 'web' | 'mail events';
  /** The workflow file's placeholder for it. */
  readonly placeholder?: TaskName;
  /** Where a web function is mounted. */
  readonly mounts?: readonly string[];
  /** Of a timer, where it is not the heartbeat's. */
  readonly every?: 'five minutes' | 'day';
  /** The module whose `handler` AWS calls. */
  readonly entry?: string;
  /** What it stands on: its variables and its rights follow from this, and it gets no other. */
  readonly needs?: readonly Need[];
  readonly does: string;
}

/** A thing a function may stand on. 'link key name' may be written into a record; 'link key' makes tokens. */
export type Need =
  | 'table'
  /** To read files. */
  | 'files'
  /** And to write a roster's and a cycle's. */
  | 'rosters'
  /** And to write a cycle's only. */
  | 'snapshots'
  /** And to write the heads of the journals, which nobody else may. */
  | 'digests'
  | 'link key name'
  | 'link key'
  | 'allowance'
  | 'mailer'
  | 'letters'
  | 'front'
  | 'workflow'
  | 'nudge'
  | 'issuer';

/** The variables that name what is needed. */
export const variablesOf: { readonly [need in Need]: readonly string[] } = {
  table: ['EXCHANGE_TABLE'],
  files: ['EXCHANGE_BUCKET'],
  rosters: ['EXCHANGE_BUCKET'],
  snapshots: ['EXCHANGE_BUCKET'],
  digests: ['EXCHANGE_BUCKET'],
  'link key name': ['EXCHANGE_LINK_KEY'],
  'link key': ['EXCHANGE_LINK_KEY'],
  /** What may be sent; asked of the account, so no variable names it. */
  allowance: [],
  mailer: ['EXCHANGE_CONFIGURATION_SET', 'EXCHANGE_FROM'],
  letters: ['EXCHANGE_URL'],
  /** What stands before the pages, and how it is known. */
  front: ['EXCHANGE_FRONT'],
  workflow: ['EXCHANGE_STATE_MACHINE'],
  nudge: ['EXCHANGE_SEND'],
  /** Spoken to over the network: no right of ours is asked for it. */
  issuer: ['EXCHANGE_ISSUER', 'EXCHANGE_CLIENT_ID'],
};

const RECORDS = ['table', 'link key name'] as const;
const PAGES = [...RECORDS, 'letters', 'front', 'nudge'] as const;

export type TaskName =
  | 'PlanFunction'
  | 'AskFunction'
  | 'RemindFunction'
  | 'SendFunction'
  | 'AssembleFunction'
  | 'DeliverFunction';

const tasks: readonly (CatalogueEntry & { readonly placeholder: TaskName })[] = [
  {
    name: 'plan',
    trigger: 'workflow',
    placeholder: 'PlanFunction',
    does: 'says the one thing to do next, or when to look again',
    entry: 'functions/steps/launch/handler.ts',
    needs: RECORDS,
  },
  {
    name: 'ask',
    trigger: 'workflow',
    placeholder: 'AskFunction',
    does: 'opens the requests of a shard; their mails follow',
    entry: 'functions/steps/request/handler.ts',
    needs: [...RECORDS, 'files'],
  },
  {
    name: 'remind',
    trigger: 'workflow',
    placeholder: 'RemindFunction',
    does: 'reminds who owes, tells wards and provinces, carries an extension or a cancel to each',
    entry: 'functions/steps/escalate/handler.ts',
    needs: [...RECORDS, 'files'],
  },
  {
    name: 'send',
    trigger: 'workflow',
    placeholder: 'SendFunction',
    does: 'sends what is due at the shared pace',
    entry: 'functions/watch/send-handler.ts',
    needs: ['table', 'link key', 'mailer', 'letters'],
  },
  {
    name: 'assemble',
    trigger: 'workflow',
    placeholder: 'AssembleFunction',
    does: "releases a shard's evaluations",
    entry: 'functions/steps/assemble/handler.ts',
    needs: [...RECORDS, 'files'],
  },
  {
    name: 'deliver',
    trigger: 'workflow',
    placeholder: 'DeliverFunction',
    does: 'delivers the evaluations to workplaces',
    entry: 'functions/steps/deliver/handler.ts',
    needs: [...RECORDS, 'files'],
  },
];

export const workflowTasks = tasks;

export const catalogue: readonly CatalogueEntry[] = [
  {
    name: 'console',
    trigger: 'web',
    mounts: ['/console'],
    does: "administrators' pages",
    entry: 'functions/console/handler.ts',
    needs: [...PAGES, 'files', 'rosters', 'allowance', 'workflow'],
  },
  {
    name: 'sign-in',
    trigger: 'web',
    mounts: ['/console/sign-in', '/console/enter', '/console/welcome', '/console/leave'],
    does: 'the ways into the console and out of it',
    entry: 'functions/console/sign-in-handler.ts',
    needs: ['table', 'letters', 'front', 'issuer'],
  },
  ...tasks,
  {
    name: 'door',
    trigger: 'web',
    mounts: ['/r'],
    does: 'trades a mailed link for a session',
    entry: 'functions/edge/door/handler.ts',
    needs: PAGES,
  },
  {
    name: 'respond',
    trigger: 'web',
    mounts: ['/c'],
    does: "the residence committee's pages",
    entry: 'functions/edge/respond/handler.ts',
    needs: PAGES,
  },
  {
    name: 'confirm',
    trigger: 'web',
    mounts: ['/w'],
    does: "the ward's and the province's pages",
    entry: 'functions/edge/ward/handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'evaluations',
    trigger: 'web',
    mounts: ['/e'],
    does: "the workplace committee's pages",
    entry: 'functions/edge/workplace/handler.ts',
    needs: PAGES,
  },
  {
    name: 'member',
    trigger: 'web',
    mounts: ['/m'],
    does: "the member's own page",
    entry: 'functions/edge/member/handler.ts',
    needs: PAGES,
  },
  {
    name: 'front',
    trigger: 'web',
    mounts: ['/'],
    does: 'the first page, and what stands beside all pages',
    entry: 'functions/edge/front-handler.ts',
    needs: PAGES,
  },
  {
    name: 'watch',
    trigger: 'timer',
    every: 'five minutes',
    does: 'the heartbeat: finishes, sends, wakes',
    entry: 'functions/watch/heartbeat-handler.ts',
    needs: [...RECORDS, 'workflow', 'nudge'],
  },
  {
    name: 'digest',
    trigger: 'timer',
    every: 'day',
    does: 'writes the heads of all journals into a file beside the table',
    entry: 'functions/watch/digest-handler.ts',
    needs: [...RECORDS, 'files', 'digests'],
  },
  {
    name: 'yearly',
    trigger: 'timer',
    every: 'day',
    does: 'opens the cycles that open themselves every year',
    entry: 'functions/steps/launch/yearly-handler.ts',
    needs: [...RECORDS, 'files', 'snapshots', 'workflow'],
  },
  {
    name: 'mail-events',
    trigger: 'mail events',
    does: 'takes in what became of mails: arrived, came back, unwanted',
    entry: 'functions/watch/mail-events-handler.ts',
    needs: RECORDS,
  },
];
