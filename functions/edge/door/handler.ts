import { pagesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { door } from './door.ts';

const deps = pagesOnAws();

export const handler = web(door(deps), deps);
