import type { ServerResponse } from 'node:http';
import { s3Calls } from '#adapters/s3-calls.ts';
import { type Asked, httpServer } from './http-server.ts';
import { credentials, isSigned } from './signed.ts';

/** S3's smallest part, but for the last. */
const SMALLEST = 5 * 1024 * 1024;

/** As much of S3 as one file takes from its first part to its link, on a free loopback port. What is not signed is refused. */
export async function fakeS3() {
  const objects = new Map<string, Buffer>();
  let parts: Buffer[] = [];
  const put = (url: URL, body: Buffer): void => {
    const part = url.searchParams.get('partNumber');
    if (part === null) objects.set(url.pathname, body);
    else parts[Number(part) - 1] = body;
  };
  const post = (url: URL): readonly [status: number, xml: string] => {
    if (url.searchParams.has('uploads')) {
      parts = [];
      return [200, '<R><UploadId>u1</UploadId></R>'];
    }
    if (parts.slice(0, -1).some(({ byteLength }) => byteLength < SMALLEST))
      return [400, '<Error><Code>EntityTooSmall</Code></Error>'];
    objects.set(url.pathname, Buffer.concat(parts));
    return [200, '<R/>'];
  };
  const get = (url: URL, response: ServerResponse): void => {
    const content = objects.get(url.pathname);
    if (!content) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    // A link says how its file is to be answered.
    for (const name of ['content-type', 'content-disposition', 'cache-control'])
      response.setHeader(name, url.searchParams.get(`response-${name}`) ?? '');
    response.end(content);
  };
  const serve = ({ request, body }: Asked, response: ServerResponse): void => {
    const url = new URL(request.url ?? '', 'http://s3.example');
    if (!isSigned(request, body)) return void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    if (request.method === 'GET') return void get(url, response);
    if (request.method === 'PUT') put(url, body);
    const [status, xml] = request.method === 'POST' ? post(url) : ([200, ''] as const);
    response.writeHead(status, { etag: '"e"' }).end(xml);
  };
  const endpoint = await httpServer(serve);
  const calls = s3Calls({ bucket: 'b', region: 'ap-southeast-1', endpoint, credentials });
  return { calls, endpoint, names: () => [...objects.keys()] };
}
