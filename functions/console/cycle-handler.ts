import { web } from '#edge/lambda.ts';
import { cycleOnAws } from '../compose/on-aws.ts';
import { cycleRoomPages } from './console.ts';

const deps = cycleOnAws();

export const handler = web(cycleRoomPages(deps), deps);
