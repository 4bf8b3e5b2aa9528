import { web } from '#edge/lambda.ts';
import { withUploadsOnAws } from '../compose/on-aws.ts';
import { rosterRoomPages } from './console.ts';

const deps = withUploadsOnAws();

export const handler = web(rosterRoomPages(deps), deps);
