import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SECRET = 'secret';

/** What requests of a test are signed with. */
export const credentials = async () => ({ accessKeyId: 'AKID', secretAccessKey: SECRET, sessionToken: 'token' });

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Whether a request as it came over the wire is the one that was signed (AWS Signature Version 4, by its specification). */
export function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const url = new URL(request.url ?? '', 'http://x');
  const parameters = (url.search.slice(1) || '').split('&').filter(Boolean);
  const presigned = url.searchParams.get('X-Amz-Signature');
  const [scope, names, signature] = presigned
    ? [
        url.searchParams.get('X-Amz-Credential')?.split('/').slice(1).join('/') ?? '',
        url.searchParams.get('X-Amz-SignedHeaders') ?? '',
        presigned,
      ]
    : (/Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/
        .exec(request.headers.authorization ?? '')
        ?.slice(1) ?? []);
  const date = presigned ? url.searchParams.get('X-Amz-Date') : request.headers['x-amz-date'];
  const payload = presigned ? 'UNSIGNED-PAYLOAD' : sha256(body);
  const canonical = [
    request.method,
    url.pathname,
    parameters
      .filter((one) => !one.startsWith('X-Amz-Signature='))
      .sort()
      .join('&'),
    ...(names ?? '').split(';').map((name) => `${name}:${request.headers[name]}`),
    '',
    names,
    payload,
  ].join('\n');
  const [day = '', region = '', service = '', end = ''] = (scope ?? '').split('/');
  const key = [region, service, end].reduce(hmac, hmac(`AWS4${SECRET}`, day));
  const mine = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  return signature === mine && (presigned !== null || request.headers['x-amz-content-sha256'] === payload);
}
