import { task } from '#edge/task.ts';
import { log, mailEventsOnAws } from '../compose/on-aws.ts';
import { MailEventBatch, mailEvents } from './mail-events.ts';

export const handler = task('mail-events', MailEventBatch, mailEvents(mailEventsOnAws()), log);
