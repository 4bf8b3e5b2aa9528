import { describe, expect, it } from 'vitest';
import { catalogue, routesOf } from '#catalogue';
import { functionsIn, type Made, ofType, onlyIn, told } from './synthesised.ts';

/** Where people come in: an account, the gateway, a domain. */
export const doors = (made: () => Made) => {
  const only = onlyIn(made);

  describe('accounts of administrators', () => {
    it('are made by an administrator, with a long password and a second factor, and outlive the stack', () => {
      expect(only('Cognito::UserPool')).toMatchObject({
        deletionPolicy: 'Retain',
        properties: {
          AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
          DeletionProtection: 'ACTIVE',
          EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
          MfaConfiguration: 'ON',
          Policies: { PasswordPolicy: { MinimumLength: 14, TemporaryPasswordValidityDays: 1 } },
          UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
          UserPoolTier: 'PLUS',
        },
      });
    });
    it.each(['sample', 'own'] as const)(
      'are asked by code, without a secret, and lead back to our pages only: %s',
      (of) => {
        const { properties } = only('Cognito::UserPoolClient', of);
        const { CallbackURLs, LogoutURLs } = properties;
        expect(properties).toMatchObject({
          GenerateSecret: false,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid'],
          PreventUserExistenceErrors: 'ENABLED',
          SupportedIdentityProviders: ['COGNITO'],
        });
        const base = told(functionsIn(made()[of])[0]?.variables.EXCHANGE_URL);
        expect(CallbackURLs.map(told)).toEqual([`${base}/console/sign-in/return`]);
        expect(LogoutURLs.map(told)).toEqual([`${base}/console/sign-in`]);
      },
    );
    it('are named to the sign-in as the tokens name them, and to nobody else', () => {
      const asked = functionsIn(made().sample).filter(({ variables }) => variables.EXCHANGE_ISSUER !== undefined);
      expect(asked.map(({ name }) => name)).toEqual(['sign-in']);
      const { EXCHANGE_ISSUER, EXCHANGE_CLIENT_ID } = asked[0]?.variables ?? {};
      const pool = `<${only('Cognito::UserPool').id}>`;
      expect(told(EXCHANGE_ISSUER)).toBe(`https://cognito-idp.ap-southeast-1.amazonaws.com/${pool}`);
      expect(told(EXCHANGE_CLIENT_ID)).toBe(`<${only('Cognito::UserPoolClient').id}>`);
      made().sample.template.hasOutput('UserPoolId', { Value: { Ref: only('Cognito::UserPool').id } });
    });
    it('have a page of their own to sign in on', () => {
      expect(only('Cognito::UserPoolDomain').properties).toMatchObject({ ManagedLoginVersion: 2 });
      expect(only('Cognito::ManagedLoginBranding').properties).toMatchObject({ UseCognitoProvidedValues: true });
    });
  });

  describe('the gateway', () => {
    it('has one explicit stage, throttled, and logs the pattern of a route and never a path or an address', () => {
      const { StageName, AccessLogSettings, DefaultRouteSettings } = only('ApiGatewayV2::Stage').properties;
      expect(StageName).toBe('$default');
      expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 600, ThrottlingBurstLimit: 1200 });
      expect(AccessLogSettings.Format).toContain('$context.routeKey');
      expect(AccessLogSettings.Format).not.toMatch(/path|sourceIp|userAgent|header|protocol/i);
    });
    it('leads to every page where the catalogue mounts it', () => {
      const routes = ofType(made().sample, 'ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey);
      const wanted = catalogue.flatMap(routesOf).map((route) => `ANY ${route}`);
      expect(routes.sort()).toEqual(wanted.sort());
      expect(new Set(wanted).size).toBe(wanted.length);
    });
  });

  describe('behind a domain', () => {
    it('CloudFront shows its key, and handlers take it and the one before', () => {
      const { DistributionConfig } = only('CloudFront::Distribution', 'own').properties;
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
      const { DistributionConfig } = only('CloudFront::Distribution', 'own').properties;
      expect(DistributionConfig.Logging).toBeUndefined();
      expect(told(DistributionConfig.WebACLId)).not.toBe('undefined');
      const { Headers } = only('CloudFront::OriginRequestPolicy', 'own').properties.OriginRequestPolicyConfig
        .HeadersConfig;
      expect(Headers).toContain('CloudFront-Viewer-Address');
      expect(Headers).not.toContain('Host');
      const { Rules, VisibilityConfig } = only('WAFv2::WebACL', 'guard').properties;
      for (const { VisibilityConfig: seen } of [...Rules, { VisibilityConfig }])
        expect(seen.SampledRequestsEnabled).toBe(false);
    });
    it('and without one, the gateway stands alone', () => {
      expect(ofType(made().sample, 'CloudFront::Distribution')).toEqual([]);
      expect(ofType(made().sample, 'SecretsManager::Secret')).toEqual([]);
      for (const { variables } of functionsIn(made().sample)) expect(variables.EXCHANGE_FRONT ?? 'api').toBe('api');
    });
  });
};
