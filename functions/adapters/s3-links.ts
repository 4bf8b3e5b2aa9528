import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { checkName } from './file-names.ts';

/** Long enough for a slow line to begin, too short to be passed on. */
const SECONDS = 120;

/** A link to one file that opens without a sign-in for two minutes: for exports too large to go through a function. */
export const presignedLink =
  (client: S3Client, bucket: string) =>
  (name: string, saveAs: string): Promise<string> => {
    checkName(name);
    // A plain name within the quotes, whatever it was made from.
    const file = saveAs.replace(/[^A-Za-z0-9._-]+/g, '-');
    const ResponseContentDisposition = `attachment; filename="${file}"`;
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: name,
      ResponseContentDisposition,
      ResponseCacheControl: 'no-store',
    });
    return getSignedUrl(client, command, { expiresIn: SECONDS });
  };
