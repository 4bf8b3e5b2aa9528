import { pagesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { workplaceFiles } from './files.ts';

const deps = pagesOnAws();

export const handler = web(workplaceFiles(deps), deps);
