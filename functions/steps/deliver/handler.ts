import { task } from '#edge/task.ts';
import { jobOnAws, log } from '../../compose/on-aws.ts';
import { JobInput } from '../job.ts';
import { deliver } from './deliver.ts';

export const handler = task('deliver', JobInput, deliver(jobOnAws()), log);
