import { describe, expect, it } from 'vitest';
import { catalogue } from '#catalogue';
import { functionsIn, type Made, ofType, onlyOf, told } from './synthesised.ts';

export const fronted = (made: () => Made) => {
  const only = <K extends string>(type: K, of: 'own' | 'guard' = 'own') => onlyOf(made()[of], type);

  describe('behind a domain', () => {
    it('CloudFront shows its key, and handlers take it and the one before', () => {
      const { DistributionConfig } = only('CloudFront::Distribution').properties;
      const [header] = DistributionConfig.Origins[0].OriginCustomHeaders;
      expect(header.HeaderName).toBe('x-exchange-front');
      const shown = told(header.HeaderValue);
      const pages = functionsIn(made().own).filter(({ variables }) => variables.EXCHANGE_FRONT);
      expect(pages).toHaveLength(catalogue.filter(({ trigger }) => trigger === 'web').length);
      for (const { variables } of pages)
        expect(told(variables.EXCHANGE_FRONT).startsWith(`cloudfront:${shown},`)).toBe(true);
      expect(shown).toMatch(/^\{\{resolve:secretsmanager:/);
    });
    it('passes on who the visitor is, keeps nothing and writes no path anywhere', () => {
      const { DistributionConfig } = only('CloudFront::Distribution').properties;
      expect(DistributionConfig.Logging).toBeUndefined();
      expect(told(DistributionConfig.WebACLId)).not.toBe('undefined');
      const { Headers } = only('CloudFront::OriginRequestPolicy').properties.OriginRequestPolicyConfig.HeadersConfig;
      expect(Headers).toContain('CloudFront-Viewer-Address');
      expect(Headers).not.toContain('Host');
      const { Rules, VisibilityConfig } = only('WAFv2::WebACL', 'guard').properties;
      for (const { VisibilityConfig: seen } of [...Rules, { VisibilityConfig }])
        expect(seen.SampledRequestsEnabled).toBe(false);
    });
    it('asks every page for what the visitor unpacks, packs nothing itself, and keeps no answer, of refusals neither', () => {
      const { DistributionConfig } = only('CloudFront::Distribution').properties;
      const policy = only('CloudFront::CachePolicy');
      expect(DistributionConfig.DefaultCacheBehavior).toMatchObject({
        CachePolicyId: { Ref: policy.id },
        Compress: false,
      });
      expect(policy.properties).toMatchObject({
        CachePolicyConfig: {
          // Where nothing at all could be kept, `Accept-Encoding` would not be passed on. Pages say `no-store`.
          MinTTL: 0,
          DefaultTTL: 0,
          MaxTTL: 1,
          ParametersInCacheKeyAndForwardedToOrigin: {
            EnableAcceptEncodingGzip: true,
            EnableAcceptEncodingBrotli: true,
            CookiesConfig: { CookieBehavior: 'all' },
            QueryStringsConfig: { QueryStringBehavior: 'all' },
            HeadersConfig: { Headers: ['Accept-Language', 'Sec-Fetch-Site'] },
          },
        },
      });
      for (const status of [403, 404, 500, 503])
        expect(DistributionConfig.CustomErrorResponses).toContainEqual({ ErrorCode: status, ErrorCachingMinTTL: 0 });
    });
    it('and without one, the gateway stands alone', () => {
      expect(ofType(made().sample, 'CloudFront::Distribution')).toEqual([]);
      expect(ofType(made().sample, 'SecretsManager::Secret')).toEqual([]);
      for (const { variables } of functionsIn(made().sample)) expect(variables.EXCHANGE_FRONT ?? 'api').toBe('api');
    });
  });
};
