import { withDownloadsOnAws } from '../../compose/on-aws.ts';
import { web } from '../lambda.ts';
import { workplaceFiles } from './files.ts';

const deps = withDownloadsOnAws();

export const handler = web(workplaceFiles(deps), deps);
