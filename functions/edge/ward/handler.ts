import { wardOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { wardPages } from './ward.ts';

const deps = wardOnAws();

export const handler = web(wardPages(deps), deps);
