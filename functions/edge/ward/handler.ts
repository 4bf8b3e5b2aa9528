import { withFilesOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { wardDeskPages } from './ward.ts';

const deps = withFilesOnAws();

export const handler = web(wardDeskPages(deps), deps);
