import { web } from '#edge/lambda.ts';
import { consoleOnAws } from '../compose/on-aws.ts';
import { consolePages } from './console.ts';

const deps = consoleOnAws();

export const handler = web(consolePages(deps), deps);
