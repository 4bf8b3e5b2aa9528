import { pagesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { memberPages } from './member.ts';

const deps = pagesOnAws();

export const handler = web(memberPages(deps), deps);
