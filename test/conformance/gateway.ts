import { narrowest } from '#test/support/gateway-routes.ts';
import type { LambdaHost } from './lambda-host.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** As much of a template as the gateway needs. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface Route {
  readonly path: string;
  readonly key: string;
  readonly functionName: string;
}

/** Logical names inside an intrinsic function, in their order: `{Ref}` and `{Fn::GetAtt}`, however deep. */
const namesIn = (value: unknown): string[] =>
  Array.from(JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":(?:\[)?"(\w+)"/g), ([, name = '']) => name);

function routesOf({ Resources }: Template): Route[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::ApiGatewayV2::Route') return [];
    const key = String(Properties.RouteKey);
    const path = key.slice(key.indexOf(' ') + 1);
    const [integration = ''] = namesIn(Properties.Target);
    const [lambda = ''] = namesIn(Resources[integration]?.Properties.IntegrationUri);
    const functionName = String(Resources[lambda]?.Properties.FunctionName);
    return [{ path, key, functionName }];
  });
}

const MOST = 6_291_556;

/**
 * The HTTP API as the template describes it, which moto has none of: the most exact route takes a request, as an event of format
 * 2.0. It answers like `fetch`.
 */
export function gatewayOver(lambdas: LambdaHost, template: Template) {
  const routes = routesOf(template);
  return {
    async request(address: string, init: RequestInit = {}): Promise<Response> {
      const request = new Request(address, init);
      const url = new URL(request.url);
      const route = narrowest(routes, ({ path }) => path, url.pathname);
      if (!route) return Response.json({ message: 'Not Found' }, { status: 404 });
      const event = JSON.stringify(await eventOf(request, url, route));
      // What AWS takes into a function, and says of more.
      if (event.length > MOST) return Response.json({ message: 'Request Too Long' }, { status: 413 });
      const { body, failed } = await lambdas.invoke(route.functionName, event);
      if (failed) return Response.json({ message: 'Internal Server Error', was: body }, { status: 500 });
      return responseOf(JSON.parse(body));
    },
  };
}

async function eventOf(request: Request, url: URL, route: Route) {
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  const bytes = Buffer.from(await request.arrayBuffer());
  const isText = /^(?:text\/|application\/(?:json|xml|javascript))/.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie ? { cookies: cookie.split('; ') } : {}),
    headers: { ...headers, host: url.host, 'x-forwarded-proto': 'https' },
    ...(url.search ? { queryStringParameters: Object.fromEntries(url.searchParams) } : {}),
    requestContext: {
      accountId: '123456789012',
      apiId: url.host.split('.')[0],
      domainName: url.host,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.7',
        userAgent: 'journey',
      },
      requestId: 'journey',
      routeKey: route.key,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(bytes.length > 0 ? { body: isText ? bytes.toString() : bytes.toString('base64') } : {}),
    isBase64Encoded: bytes.length > 0 && !isText,
  };
}

interface Answer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

function responseOf({ statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false }: Answer): Response {
  const sent = new Headers(headers);
  for (const cookie of cookies) sent.append('Set-Cookie', cookie);
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body);
  return new Response(statusCode === 303 || statusCode === 204 ? null : new Uint8Array(bytes), {
    status: statusCode,
    headers: sent,
  });
}
