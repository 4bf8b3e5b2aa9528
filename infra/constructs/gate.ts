import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { routesOf } from '#catalogue';
import type { Functions } from './functions.ts';
import { log } from './logs.ts';
import { accept } from './nag.ts';

/** Of a request, nothing but the pattern of its route: a path may hold a link's token, an address is a person's. */
const LINE = {
  at: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  fault: '$context.integrationErrorMessage',
} as const;

/** The evening before a deadline: 200 forms a second and as many pages, for a commune behind one address too. */
const THROTTLE = { rateLimit: 600, burstLimit: 1200 } as const;

/** The HTTP API before the pages: one explicit stage without a name, so that links carry none. */
export class Gate extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { prefix, key }: { readonly prefix: string; readonly key: IKey }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: prefix,
      description: 'The pages of the exchange',
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log(this, 'AccessLog', `/exchange/${prefix}/access`, key)),
        format: AccessLogFormat.custom(JSON.stringify(LINE)),
      },
    });
  }

  /** Every web function where the catalogue has it. */
  serve(functions: Functions): void {
    for (const { entry, lambda } of functions.by('web')) {
      const integration = new HttpLambdaIntegration(entry.name, lambda);
      for (const path of routesOf(entry))
        for (const route of this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration }))
          accept(route, 'APIG4', reasonOf(entry.name));
    }
  }
}

const REASONS: { readonly [name: string]: string } = {
  console: 'The console wants a session of its own on every page; a test walks its routes without one.',
  'sign-in': 'The ways in are for whoever has no session yet; each answer of the issuer is checked in the handler.',
};
const reasonOf = (name: string): string =>
  REASONS[name.split('-')[0] === 'console' ? 'console' : name] ??
  'A public link: the capability is checked in the handler, and the page says nothing without it.';
