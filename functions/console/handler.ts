import { web } from '#edge/lambda.ts';
import { withFilesOnAws } from '../compose/on-aws.ts';
import { mainPages } from './console.ts';

const deps = withFilesOnAws();

export const handler = web(mainPages(deps), deps);
