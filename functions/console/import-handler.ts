import { web } from '#edge/lambda.ts';
import { withUploadsOnAws } from '../compose/on-aws.ts';
import { importRoomPages } from './console.ts';

const deps = withUploadsOnAws();

export const handler = web(importRoomPages(deps), deps);
