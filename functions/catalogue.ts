/**
 * Every function of the exchange, once, in the order of the story. What runs the exchange somewhere (a host, a stack) is made
 * from this list: the names, what calls each, and what each may touch.
 */
export interface CatalogueEntry {
  readonly name: string;
  /** What calls it. */
  readonly trigger: 'workflow' | 'timer' | 'web';
  /** The workflow file's placeholder for it. */
  readonly placeholder?: TaskName;
  /** Where a web function is mounted. */
  readonly mount?: string;
  readonly does: string;
}

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
  },
  {
    name: 'ask',
    trigger: 'workflow',
    placeholder: 'AskFunction',
    does: 'opens the requests of a shard; their mails follow',
  },
  {
    name: 'remind',
    trigger: 'workflow',
    placeholder: 'RemindFunction',
    does: 'reminds who owes, tells wards and provinces, carries an extension or a cancel to each',
  },
  { name: 'send', trigger: 'workflow', placeholder: 'SendFunction', does: 'sends what is due at the shared pace' },
  { name: 'assemble', trigger: 'workflow', placeholder: 'AssembleFunction', does: "releases a shard's evaluations" },
  {
    name: 'deliver',
    trigger: 'workflow',
    placeholder: 'DeliverFunction',
    does: 'delivers the evaluations to workplaces',
  },
];

export const workflowTasks = tasks;

export const catalogue: readonly CatalogueEntry[] = [
  { name: 'console', trigger: 'web', mount: '/console', does: "administrators' pages" },
  ...tasks,
  { name: 'door', trigger: 'web', mount: '/r', does: 'trades a mailed link for a session' },
  { name: 'respond', trigger: 'web', mount: '/c', does: "the residence committee's pages" },
  { name: 'confirm', trigger: 'web', mount: '/w', does: "the ward's and the province's pages" },
  { name: 'evaluations', trigger: 'web', mount: '/e', does: "the workplace committee's pages" },
  { name: 'member', trigger: 'web', mount: '/m', does: "the member's own page" },
  { name: 'watch', trigger: 'timer', does: 'the heartbeat: finishes, sends, wakes' },
];
