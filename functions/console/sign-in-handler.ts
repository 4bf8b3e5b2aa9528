import { web } from '#edge/lambda.ts';
import { signInOnAws } from '../compose/on-aws.ts';
import { signInPages } from './sign-in.ts';

const deps = signInOnAws();

export const handler = web(signInPages(deps), deps);
