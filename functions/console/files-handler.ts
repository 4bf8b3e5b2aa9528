import { web } from '#edge/lambda.ts';
import { pagesOnAws } from '../compose/on-aws.ts';
import { fileRoomPages } from './console.ts';

const deps = pagesOnAws();

export const handler = web(fileRoomPages(deps), deps);
