import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { catalogue, routesOf } from '#catalogue';
import { functionsIn, type Made, ofType, onlyOf, told } from './synthesised.ts';

const definition = readFileSync(new URL('../../../workflows/exchange-cycle.asl.json', import.meta.url), 'utf8');

/** Properties that name a thing in an account, where two cannot have one name. */
const NAMES = [
  'FunctionName',
  'LogGroupName',
  'StateMachineName',
  'Name',
  'AlarmName',
  'AliasName',
  'DashboardName',
  'EmailIdentity',
  'ConfigurationSetName',
];

export const parts = (made: () => Made) => {
  const only = <K extends string>(type: K, of: 'sample' | 'own' = 'sample') => onlyOf(made()[of], type);

  describe('the table', () => {
    it('can be put back to any second of five weeks, is not deleted by mistake, and lets what is over vanish', () => {
      expect(only('DynamoDB::Table')).toMatchObject({
        deletionPolicy: 'Retain',
        properties: {
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        },
      });
    });
    it('is locked with a customer key that rotates', () => {
      const [id] = only('DynamoDB::Table').properties.SSESpecification.KMSMasterKeyId['Fn::GetAtt'];
      expect(made().sample.resources.get(id)).toMatchObject({
        deletionPolicy: 'Retain',
        properties: { EnableKeyRotation: true },
      });
    });
  });

  it('files are locked, kept by version and closed to the public', () => {
    const [files, log] = ofType(made().sample, 'S3::Bucket').toSorted((a, b) => a.id.length - b.id.length);
    expect(files?.properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { DestinationBucketName: { Ref: log?.id } },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(files?.properties.BucketEncryption.ServerSideEncryptionConfiguration[0]).toMatchObject({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
    });
  });

  it('exports are gone a day later, and no version of them stays', () => {
    const buckets = ofType(made().sample, 'S3::Bucket');
    const rules = buckets.flatMap(({ properties }) => properties.LifecycleConfiguration.Rules);
    expect(rules.filter(({ Prefix }) => Prefix === 'exports/')).toEqual([
      {
        Prefix: 'exports/',
        Status: 'Enabled',
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
  });

  it('links are made with HMAC keys that outlive the stack, the newest first', () => {
    const hmac = ofType(made().own, 'KMS::Key').filter(({ properties }) => properties.KeySpec === 'HMAC_256');
    expect(hmac).toHaveLength(2);
    for (const key of hmac)
      expect(key).toMatchObject({ deletionPolicy: 'Retain', properties: { KeyUsage: 'GENERATE_VERIFY_MAC' } });
    const [send] = functionsIn(made().own).filter(({ name }) => name === 'send');
    expect(told(send?.variables.EXCHANGE_LINK_KEY)).toMatch(/^<LinkKeysKey2\w+>,<LinkKeysKey1\w+>$/);
  });

  describe('functions', () => {
    it('run on the newest run-time, on arm64, traced, with a log of their own', () => {
      const logs = new Set<unknown>();
      for (const { resource } of functionsIn(made().sample)) {
        expect(resource.properties).toMatchObject({
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          Handler: 'index.handler',
          TracingConfig: { Mode: 'Active' },
        });
        logs.add(resource.properties.LoggingConfig?.LogGroup.Ref);
      }
      expect(logs.size).toBe(catalogue.length);
    });
    it('may take what the workflow waits for, and a page what the gateway does', () => {
      const seconds = Object.fromEntries(
        functionsIn(made().sample).map(({ name, resource }) => [name, resource.properties.Timeout]),
      );
      expect(seconds).toMatchObject({ plan: 60, ask: 300, send: 300, respond: 29, console: 29, watch: 240 });
      // What is ordered is not waited for.
      expect(seconds).toMatchObject({ 'console-files': 29, 'export-files': 900 });
    });
    it('have a whole processor where a whole cycle is to be done in the time of a page, or is ordered', () => {
      const memory = functionsIn(made().sample).map(({ name, resource }) => [name, resource.properties.MemorySize]);
      const whole = memory.flatMap(([name, megabytes]) => (megabytes === 1769 ? [name] : []));
      expect(whole.sort()).toEqual(['console-cycle', 'console-launch', 'export-files']);
      expect(Object.fromEntries(memory)).toMatchObject({ console: 512, respond: 512, ask: 1024, digest: 1024 });
    });
    it('keep every log for three months, locked', () => {
      for (const { properties } of ofType(made().own, 'Logs::LogGroup'))
        expect(properties).toMatchObject({ RetentionInDays: 90, KmsKeyId: expect.anything() });
    });
  });

  describe('the workflow', () => {
    it('is the file, with a function for every placeholder', () => {
      const { DefinitionString, DefinitionSubstitutions } = only('StepFunctions::StateMachine').properties;
      expect(DefinitionString).toBe(definition);
      const placeholders = new Set(Array.from(definition.matchAll(/\$\{(\w+)\}/g), ([, name]) => name));
      expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...placeholders].sort());
      const names = new Map(functionsIn(made().sample).map(({ name, resource }) => [resource.id, name]));
      for (const { placeholder, name } of catalogue)
        if (placeholder) expect(names.get(DefinitionSubstitutions[placeholder]?.['Fn::GetAtt'][0] ?? '')).toBe(name);
    });
    it('is logged without what it carries, and traced', () => {
      expect(only('StepFunctions::StateMachine').properties).toMatchObject({
        StateMachineType: 'STANDARD',
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
        TracingConfiguration: { Enabled: true },
      });
    });
  });

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

  it('the heartbeat beats every five minutes; at night heads of journals are written and yearly cycles opened', () => {
    const schedules = ofType(made().sample, 'Scheduler::Schedule').map(({ properties }) => properties);
    expect(schedules.map(({ Name, ScheduleExpression }) => [Name, ScheduleExpression]).sort()).toEqual([
      ['exchange-sample-digest', 'cron(30 2 * * ? *)'],
      ['exchange-sample-watch', 'rate(5 minutes)'],
      ['exchange-sample-yearly', 'cron(30 2 * * ? *)'],
    ]);
    for (const { Target } of schedules)
      expect(Target).toMatchObject({ Input: '{}', DeadLetterConfig: expect.anything() });
  });

  describe('letters', () => {
    it('go by a set that asks for no clicks and keeps to TLS', () => {
      expect(only('SES::ConfigurationSet').properties).toMatchObject({ DeliveryOptions: { TlsPolicy: 'REQUIRE' } });
      expect(
        only('SES::ConfigurationSetEventDestination').properties.EventDestination.MatchingEventTypes.sort(),
      ).toEqual(['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject', 'renderingFailure', 'send']);
    });
    it('leave by an identity that stays when the stage goes, because others may send by it', () => {
      expect(only('SES::EmailIdentity')).toMatchObject({
        deletionPolicy: 'Retain',
        properties: { EmailIdentity: 'province.example' },
      });
      const [send] = functionsIn(made().own).filter(({ name }) => name === 'send');
      const may = send?.statements.flatMap(({ resources }) => resources).filter((one) => one.includes(':ses:'));
      expect(may).toContainEqual(expect.stringMatching(/:identity\/province\.example$/));
    });
    it('leave at the share of the rate that is this stage’s, and are forecast by it', () => {
      for (const [of, share] of [
        ['sample', '1'],
        ['own', '0.25'],
      ] as const) {
        const told = functionsIn(made()[of]).flatMap(({ name, resource }) => {
          const { EXCHANGE_RATE_SHARE: value } = resource.properties.Environment?.Variables ?? {};
          return value === undefined ? [] : [[name, value]];
        });
        const whom = ['console-cycle', 'console-launch', 'send'].map((name) => [name, share]);
        expect(told.sort()).toEqual(whom);
      }
    });
    it('come back in batches, of which what failed comes again alone', () => {
      expect(only('Lambda::EventSourceMapping').properties).toMatchObject({
        BatchSize: 100,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
    });
  });

  it('every asynchronous edge ends in a dead-letter queue', () => {
    const { sample } = made();
    const dead = ofType(sample, 'SQS::Queue').filter(({ id }) => id.startsWith('DeadLetters'));
    expect(dead).toHaveLength(7);
    const pointed = JSON.stringify([
      ...functionsIn(sample).map(({ resource }) => resource.properties.DeadLetterConfig),
      ...ofType(sample, 'Scheduler::Schedule').map(({ properties }) => properties.Target.DeadLetterConfig),
      ...ofType(sample, 'SNS::Subscription').map(({ properties }) => properties.RedrivePolicy),
      ...ofType(sample, 'SQS::Queue').map(({ properties }) => properties.RedrivePolicy),
    ]);
    for (const { id } of dead) expect(pointed).toContain(`"${id}"`);
    const asynchronous = functionsIn(sample).filter(({ resource }) => resource.properties.DeadLetterConfig);
    expect(asynchronous.map(({ name }) => name).sort()).toEqual(['digest', 'export-files', 'send', 'watch', 'yearly']);
  });

  it('two stages share no name in an account', () => {
    const named = (of: 'sample' | 'own') =>
      [...made()[of].resources.values()].flatMap(({ properties }) =>
        NAMES.map((property) => properties[property]).filter((name) => typeof name === 'string'),
      );
    const own = new Set(named('own'));
    const sample = named('sample');
    expect(sample).toContain('province.example');
    expect(sample.filter((name) => own.has(name))).toEqual([]);
  });

  it('the legal basis stands beside what it allows', () => {
    made().sample.template.hasOutput('LegalBasis', { Value: Match.stringLikeRegexp('^00-QĐ/MẪU, 2026-01-01: ') });
  });
};
