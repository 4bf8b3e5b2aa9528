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
  /** Or the pages that it takes out of another's mount, as a gateway writes them: `{cycle}` is one part, `{proxy+}` all that follow. */
  readonly routes?: readonly string[];
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
  /** To lay down what is too large for an answer, and make links to it. */
  | 'exports'
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
  exports: ['EXCHANGE_BUCKET'],
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

const inCycle = (page: string): string => `/console/cycles/{cycle}/${page}`;

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
    does: 'the first page of whoever has a role, and who is who',
    entry: 'functions/console/handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'console-cycle',
    trigger: 'web',
    routes: ['/console/cycles/{proxy+}', '/console/deliveries/{proxy+}'],
    does: 'shows a cycle as it runs, and changes its course',
    entry: 'functions/console/cycle-handler.ts',
    needs: [...PAGES, 'files', 'allowance', 'workflow'],
  },
  {
    name: 'console-request',
    trigger: 'web',
    routes: [
      '/console/requests/{proxy+}',
      ...['owing', 'owing.csv', 'wards/{desk}', 'wards/{desk}/many', 'wards/{desk}/link'].map(inCycle),
    ],
    does: 'shows wards and committees in a cycle and acts on them, one by one',
    entry: 'functions/console/request-handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'console-mail',
    trigger: 'web',
    routes: [
      '/console/mail',
      '/console/mail/{proxy+}',
      '/console/mails/{proxy+}',
      ...['mails', 'brake', 'contacts'].map(inCycle),
    ],
    does: 'shows what became of mail, what keeps it from leaving, and whose mailbox was changed',
    entry: 'functions/console/mail-handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'console-roster',
    trigger: 'web',
    routes: ['/console/roster', '/console/roster/{proxy+}', '/console/members'],
    does: 'shows the roster in force, and what a checked one would change',
    entry: 'functions/console/roster-handler.ts',
    needs: [...PAGES, 'files', 'rosters'],
  },
  {
    name: 'console-import',
    trigger: 'web',
    routes: ['/console/roster/check'],
    does: 'takes in a roster file and checks it',
    entry: 'functions/console/import-handler.ts',
    needs: [...PAGES, 'files', 'rosters'],
  },
  {
    name: 'console-launch',
    trigger: 'web',
    routes: [
      '/console/test',
      '/console/yearly',
      '/console/yearly/{proxy+}',
      '/console/cycles/new',
      ...['launch', 'test'].map(inCycle),
    ],
    does: 'opens and launches a cycle',
    entry: 'functions/console/launch-handler.ts',
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
  {
    name: 'console-answer',
    trigger: 'web',
    routes: ['/console/answer/{proxy+}'],
    does: 'answers for a committee in the hand of the office',
    entry: 'functions/console/answer-handler.ts',
    needs: PAGES,
  },
  {
    name: 'console-reading',
    trigger: 'web',
    routes: ['/console/evaluations/{proxy+}'],
    does: "shows an officer the workplace's evaluations",
    entry: 'functions/console/reading-handler.ts',
    needs: PAGES,
  },
  {
    name: 'console-files',
    trigger: 'web',
    routes: ['cycles/{cycle}', 'deliveries/{id}'].flatMap((of) =>
      ['csv', 'json', 'xlsx', 'docx'].map((format) => `/console/${of}/evaluations.${format}`),
    ),
    does: 'evaluations as files, for the office',
    entry: 'functions/console/files-handler.ts',
    needs: [...PAGES, 'exports'],
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
    name: 'confirm-answer',
    trigger: 'web',
    routes: ['/w/{desk}/answer/{proxy+}'],
    does: 'answers for a cell in the hand of its ward',
    entry: 'functions/edge/ward/answer-handler.ts',
    needs: PAGES,
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
    name: 'evaluation-files',
    trigger: 'web',
    routes: ['/e/{id}/evaluations.csv', '/e/{id}/evaluations.xlsx'],
    does: 'evaluations as files, for the workplace committee',
    entry: 'functions/edge/workplace/files-handler.ts',
    needs: [...PAGES, 'exports'],
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

/** What a gateway leads to a web function: the narrower of two routes that fit goes before. */
export const routesOf = ({ mounts = [], routes = [] }: CatalogueEntry): readonly string[] => [
  ...mounts.flatMap((mount) => [mount, `${mount.replace(/\/$/, '')}/{proxy+}`]),
  ...routes,
];
