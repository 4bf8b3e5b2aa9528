import { task } from '#edge/task.ts';
import { jobOnAws, log } from '../../compose/on-aws.ts';
import { JobInput } from '../job.ts';
import { ask } from './ask.ts';

export const handler = task('ask', JobInput, ask(jobOnAws()), log);
