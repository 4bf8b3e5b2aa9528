import { CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Settings } from '../configuration.ts';
import { accept } from './nag.ts';

/** What a visitor's browser says that a page reads, and whom CloudFront speaks for. `Host` stays the gateway's. */
const HEADERS = [
  'Accept-Language',
  'CloudFront-Viewer-Address',
  'Origin',
  'Referer',
  'Sec-Fetch-Site',
  'X-CSRF-Token',
] as const;

/** Refusals that CloudFront would otherwise answer with for ten seconds, whatever they say of being kept, and to others too. */
const REFUSALS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504] as const;

/** The keys by which handlers know CloudFront: the present one, and the one before while it is being replaced. */
export class FrontKeys extends Construct {
  readonly newestFirst: readonly Secret[];

  constructor(scope: Construct, id: string, { generation, key }: { readonly generation: number; readonly key: IKey }) {
    super(scope, id);
    const generations = generation === 1 ? [1] : [generation, generation - 1];
    this.newestFirst = generations.map((n) => {
      const secret = new Secret(this, `Key${n}`, {
        description: `How handlers know CloudFront, generation ${n}`,
        encryptionKey: key,
        generateSecretString: { passwordLength: 43, excludePunctuation: true },
      });
      accept(
        secret,
        'SMG4',
        'Followed by hand (frontKeys): both ends must change together, and handlers take two meanwhile.',
      );
      return secret;
    });
  }

  /** As the variable wants it. */
  get variable(): string {
    return Fn.join('', ['cloudfront:', Fn.join(',', this.newestFirst.map(written))]);
  }

  get current(): string {
    const [newest] = this.newestFirst;
    return newest ? written(newest) : '';
  }
}

/** CloudFormation puts it in; it stands in no template. */
const written = (secret: Secret): string => secret.secretValue.unsafeUnwrap();

export interface FrontProps {
  readonly domain: NonNullable<Settings['domain']>;
  readonly apiId: string;
  readonly webAclArn: string;
  readonly frontKey: string;
}

/** CloudFront before the gateway: the domain's name, its certificate and the firewall. It keeps nothing and caches nothing. */
export class Front extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { domain, apiId, webAclArn, frontKey }: FrontProps) {
    super(scope, id);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: domain.name,
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: webAclArn,
      defaultBehavior: this.#behaviour(apiId, frontKey),
      errorResponses: REFUSALS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    });
    accept(
      this.distribution,
      'CFR1',
      'Committees abroad and officers on their way are visitors too; no country is shut out.',
    );
    accept(
      this.distribution,
      'CFR3',
      "Its access log holds paths, and a path may hold a link's token; the gateway keeps a redacted one.",
    );
    new CfnOutput(this, 'Alias', {
      value: `${domain.name} CNAME ${this.distribution.distributionDomainName}`,
      description: 'In the DNS of the domain',
    });
  }

  #behaviour(apiId: string, frontKey: string): BehaviorOptions {
    return {
      origin: new HttpOrigin(`${apiId}.execute-api.${Stack.of(this).region}.amazonaws.com`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { 'x-exchange-front': frontKey },
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: this.#nothingKept(),
      originRequestPolicy: new OriginRequestPolicy(this, 'Passed', {
        comment: 'What pages read, and the visitor CloudFront saw',
        headerBehavior: OriginRequestHeaderBehavior.allowList(...HEADERS),
        cookieBehavior: OriginRequestCookieBehavior.all(),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // Pages come packed, or are not to be: the length of some would tell too much (`packed`).
      compress: false,
    };
  }

  /**
   * Pages say that they are not to be kept. A policy that could not keep anything would not let through what a visitor unpacks, so
   * this one could for a second; and what it could keep is one visitor's, one query's and one language's alone.
   */
  #nothingKept(): CachePolicy {
    return new CachePolicy(this, 'NothingKept', {
      comment: 'Keeps nothing, and tells pages what the visitor unpacks',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(1),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
      cookieBehavior: CacheCookieBehavior.all(),
      headerBehavior: CacheHeaderBehavior.allowList('Accept-Language', 'Sec-Fetch-Site'),
      queryStringBehavior: CacheQueryStringBehavior.all(),
    });
  }
}
