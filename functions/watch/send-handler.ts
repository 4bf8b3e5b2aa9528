import * as z from 'zod/mini';
import { task } from '#edge/task.ts';
import { log, sendOnAws } from '../compose/on-aws.ts';

export const handler = task('send', z.object({ shards: z.optional(z.array(z.number())) }), sendOnAws(), log);
