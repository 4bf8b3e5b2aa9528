import { web } from '#edge/lambda.ts';
import { pagesOnAws } from '../compose/on-aws.ts';
import { readingRoomPages } from './console.ts';

const deps = pagesOnAws();

export const handler = web(readingRoomPages(deps), deps);
