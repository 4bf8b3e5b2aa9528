import * as z from 'zod/mini';
import { task } from '#edge/task.ts';
import { log, yearlyOnAws } from '../../compose/on-aws.ts';
import { openYearly } from './yearly.ts';

const open = openYearly(yearlyOnAws());

export const handler = task('yearly', z.object({}), async () => ({ opened: await open() }), log);
