import { web } from '#edge/lambda.ts';
import { withFilesOnAws } from '../compose/on-aws.ts';
import { mailsRoomPages } from './console.ts';

const deps = withFilesOnAws();

export const handler = web(mailsRoomPages(deps), deps);
