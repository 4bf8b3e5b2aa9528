import { web } from '#edge/lambda.ts';
import { launchOnAws } from '../compose/on-aws.ts';
import { launchRoomPages } from './console.ts';

const deps = launchOnAws();

export const handler = web(launchRoomPages(deps), deps);
