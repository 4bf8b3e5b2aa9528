import * as z from 'zod/mini';
import { task } from '#edge/task.ts';
import { auditOnAws, log } from '../compose/on-aws.ts';
import { digestHeads } from './digest.ts';

const audit = auditOnAws();

export const handler = task('digest', z.object({}), async () => ({ journals: (await digestHeads(audit)) ?? 0 }), log);
