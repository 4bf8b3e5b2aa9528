import { checkName } from './file-names.ts';
import type { S3Calls } from './s3-calls.ts';

/** Long enough for a slow line to begin, too short to be passed on. */
const SECONDS = 120;

/** A link to one file that opens without a sign-in for two minutes: for exports too large to go through a function. */
export const presignedLink =
  ({ link }: S3Calls) =>
  (name: string, saveAs: string): Promise<string> => {
    checkName(name);
    // A plain name within the quotes, whatever it was made from.
    const file = saveAs.replace(/[^A-Za-z0-9._-]+/g, '-');
    const query = {
      'response-content-disposition': `attachment; filename="${file}"`,
      'response-cache-control': 'no-store',
    };
    return link({ method: 'GET', key: name, query }, SECONDS);
  };
