import { task } from '#edge/task.ts';
import { log, worldOnAws } from '../../compose/on-aws.ts';
import { PlanInput, plan } from './plan.ts';

export const handler = task('plan', PlanInput, plan({ world: worldOnAws() }), log);
