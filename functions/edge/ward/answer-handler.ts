import { pagesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { wardAnswerPages } from './ward.ts';

const deps = pagesOnAws();

export const handler = web(wardAnswerPages(deps), deps);
