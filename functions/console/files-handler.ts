import { web } from '#edge/lambda.ts';
import { withDownloadsOnAws } from '../compose/on-aws.ts';
import { fileRoomPages } from './console.ts';

const deps = withDownloadsOnAws();

export const handler = web(fileRoomPages(deps), deps);
