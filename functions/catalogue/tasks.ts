import type { CatalogueEntry, TaskName } from './entry.ts';
import { RECORDS } from './needs.ts';

/** What the workflow calls, step by step. */
export const workflowTasks: readonly (CatalogueEntry & { readonly placeholder: TaskName })[] = [
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
