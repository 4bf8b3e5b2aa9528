import * as z from 'zod/mini';
import { task } from '#edge/task.ts';
import { log, makingOnAws } from '../../compose/on-aws.ts';
import { makeExport } from './make-export.ts';

export const handler = task('export-files', z.object({ order: z.string() }), makeExport(makingOnAws()), log);
