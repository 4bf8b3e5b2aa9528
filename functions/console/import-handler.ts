import { web } from '#edge/lambda.ts';
import { withFilesOnAws } from '../compose/on-aws.ts';
import { importRoomPages } from './console.ts';

const deps = withFilesOnAws();

export const handler = web(importRoomPages(deps), deps);
