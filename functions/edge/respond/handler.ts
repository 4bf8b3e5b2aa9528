import { pagesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { respondPages } from './respond.ts';

const deps = pagesOnAws();

export const handler = web(respondPages(deps), deps);
