import { web } from '#edge/lambda.ts';
import { pagesOnAws } from '../compose/on-aws.ts';
import { answerRoomPages } from './console.ts';

const deps = pagesOnAws();

export const handler = web(answerRoomPages(deps), deps);
