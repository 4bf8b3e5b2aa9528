import { web } from '#edge/lambda.ts';
import { withFilesOnAws } from '../compose/on-aws.ts';
import { rosterRoomPages } from './console.ts';

const deps = withFilesOnAws();

export const handler = web(rosterRoomPages(deps), deps);
