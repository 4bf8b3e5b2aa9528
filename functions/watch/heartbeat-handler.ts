import * as z from 'zod/mini';
import { task } from '#edge/task.ts';
import { log, watchOnAws } from '../compose/on-aws.ts';
import { heartbeat } from './heartbeat.ts';

export const handler = task('watch', z.object({}), heartbeat(watchOnAws()), log);
