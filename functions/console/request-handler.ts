import { web } from '#edge/lambda.ts';
import { withFilesOnAws } from '../compose/on-aws.ts';
import { requestRoomPages } from './console.ts';

const deps = withFilesOnAws();

export const handler = web(requestRoomPages(deps), deps);
