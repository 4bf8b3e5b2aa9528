import { pagesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { workplacePages } from './workplace.ts';

const deps = pagesOnAws();

export const handler = web(workplacePages(deps), deps);
