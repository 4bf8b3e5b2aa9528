import { task } from '#edge/task.ts';
import { jobOnAws, log } from '../../compose/on-aws.ts';
import { JobInput } from '../job.ts';
import { assemble } from './assemble.ts';

export const handler = task('assemble', JobInput, assemble(jobOnAws()), log);
