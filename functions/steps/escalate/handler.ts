import { task } from '#edge/task.ts';
import { jobOnAws, log } from '../../compose/on-aws.ts';
import { chase } from '../deliver/deliver.ts';
import { JobInput } from '../job.ts';
import { morning } from './morning.ts';

const job = jobOnAws();

export const handler = task('remind', JobInput, morning(job, { chase: chase(job) }), log);
