import type { Download, Downloads, Ids } from '#ports';
import { checkName } from './file-names.ts';
import type { S3Calls } from './s3-calls.ts';
import { s3Files } from './s3-files.ts';

/** Long enough for a slow line to begin, too short to be passed on; the bucket's own log is written later than that. */
const SECONDS = 300;

type SavedAs = Omit<Download, 'content'>;

/** A link to one file that opens without a sign-in for five minutes, as a download. */
export const presignedLink =
  ({ link }: S3Calls) =>
  (name: string, { filename, mediaType }: SavedAs): Promise<string> => {
    checkName(name);
    // A plain name within the quotes, whatever it was made from.
    const file = filename.replace(/[^A-Za-z0-9._-]+/g, '-');
    const query = {
      'response-content-disposition': `attachment; filename="${file}"`,
      'response-content-type': mediaType,
      'response-cache-control': 'no-store',
    };
    return link({ method: 'GET', key: name, query }, SECONDS);
  };

/**
 * For files too large to go through a function, whose answer holds 6 MB. They lie under a name that says nothing, until the
 * bucket's rule removes them a day later.
 */
export const s3Downloads = (calls: S3Calls, ids: Pick<Ids, 'next'>): Downloads => {
  const files = s3Files(calls);
  const linkTo = presignedLink(calls);
  return {
    async offer({ content, ...savedAs }) {
      const name = `exports/${ids.next()}`;
      await files.write(name, content);
      return linkTo(name, savedAs);
    },
    link: linkTo,
  };
};
