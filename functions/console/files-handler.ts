import { web } from '#edge/lambda.ts';
import { withOrdersOnAws } from '../compose/on-aws.ts';
import { fileRoomPages } from './console.ts';

const deps = withOrdersOnAws();

export const handler = web(fileRoomPages(deps), deps);
