import type { LambdaEvent } from 'hono/aws-lambda';

/** A request as the gateway hands it to a function: version 2.0. */
export const gatewayEvent = (
  method: string,
  address: string,
  headers: { readonly [name: string]: string } = {},
): LambdaEvent => {
  const { pathname, search } = new URL(address, 'https://nhanxet.example');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { host: 'nhanxet.example', 'x-forwarded-for': '198.51.100.9', 'content-type': 'text/plain', ...headers },
    body: method === 'GET' ? null : 'x',
    isBase64Encoded: false,
    requestContext: {
      accountId: '1',
      apiId: 'a',
      authentication: null,
      authorizer: {},
      domainName: 'nhanxet.example',
      domainPrefix: 'nhanxet',
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'x' },
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };
};

/** Of pages that leave no mail and stand behind nothing. */
export const quiet = { front: [], nudge: () => {}, shardsWithMail: () => [], settled: async () => {} };
