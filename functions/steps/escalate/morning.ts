import { Refusal } from '#domain/refusal.ts';
import type { JobDeps, JobInput, JobResult } from '../job.ts';
import { workOf } from '../job.ts';
import { remind } from './remind.ts';
import { cancelEach, extendEach } from './tell.ts';

/** What the workflow calls "Remind and escalate": a working morning, or a decision that every request must hear of. */
export const morning = (deps: JobDeps, others: { readonly chase: (input: JobInput) => Promise<JobResult> }) => {
  const works: { readonly [work: string]: (input: JobInput) => Promise<JobResult> } = {
    remind: remind(deps),
    extend: extendEach(deps),
    cancel: cancelEach(deps),
    chase: others.chase,
  };
  return async (input: JobInput): Promise<JobResult> => {
    const work = works[workOf(input)];
    if (!work) throw new Refusal('Invalid', `nobody knows the job ${input.job}`);
    return work(input);
  };
};
