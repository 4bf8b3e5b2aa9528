import { pagesOnAws } from '../compose/on-aws.ts';
import { frontPages } from './front.ts';
import { web } from './lambda.ts';
import { sharedPages } from './page.ts';

const deps = pagesOnAws();

export const handler = web(sharedPages(deps).route('/', frontPages(deps)), deps);
