import * as z from 'zod/mini';

/** Where something of the template stands instead of a value; `told` says it as text. */
const Value = z.unknown();
const GetAtt = z.looseObject({ 'Fn::GetAtt': z.tuple([z.string()], z.string()) });
const Ref = z.looseObject({ Ref: z.string() });
const OneOrMany = z.union([z.string(), z.array(z.string())]);
const Origin = z.looseObject({
  OriginCustomHeaders: z.tuple([z.looseObject({ HeaderName: z.string(), HeaderValue: Value })]),
});
const Visibility = z.looseObject({ SampledRequestsEnabled: z.boolean() });

export const StatementShape = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: OneOrMany,
  Resource: Value,
  Condition: z.optional(z.record(z.string(), z.record(z.string(), OneOrMany))),
});

/** As much of each kind of resource as a test reads by name; what it only compares needs no shape. */
export const shapes = {
  'ApiGatewayV2::Route': z.looseObject({ RouteKey: z.string() }),
  'ApiGatewayV2::Stage': z.looseObject({
    StageName: z.string(),
    AccessLogSettings: z.looseObject({ Format: z.string() }),
    DefaultRouteSettings: z.looseObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
  }),
  'CloudFront::Distribution': z.looseObject({
    DistributionConfig: z.looseObject({ Origins: z.tuple([Origin]), WebACLId: Value, DefaultCacheBehavior: Value }),
  }),
  'CloudFront::OriginRequestPolicy': z.looseObject({
    OriginRequestPolicyConfig: z.looseObject({ HeadersConfig: z.looseObject({ Headers: z.array(z.string()) }) }),
  }),
  'CloudWatch::Alarm': z.looseObject({
    AlarmName: z.string(),
    AlarmActions: z.array(Value),
    TreatMissingData: z.string(),
    Metrics: z.optional(z.array(z.looseObject({ MetricStat: z.optional(z.looseObject({})) }))),
  }),
  'CloudWatch::Dashboard': z.looseObject({ DashboardBody: Value }),
  'Cognito::UserPoolClient': z.looseObject({ CallbackURLs: z.array(Value), LogoutURLs: z.array(Value) }),
  'DynamoDB::Table': z.looseObject({ SSESpecification: z.looseObject({ KMSMasterKeyId: GetAtt }) }),
  'IAM::Policy': z.looseObject({
    Roles: z.array(Ref),
    PolicyDocument: z.looseObject({ Statement: z.array(StatementShape) }),
  }),
  'Lambda::EventInvokeConfig': z.looseObject({ MaximumEventAgeInSeconds: z.number() }),
  'Lambda::Function': z.looseObject({
    FunctionName: z.optional(z.string()),
    Role: GetAtt,
    Timeout: z._default(z.number(), 3),
    Environment: z.optional(z.looseObject({ Variables: z.record(z.string(), Value) })),
    LoggingConfig: z.optional(z.looseObject({ LogGroup: Ref })),
  }),
  'Logs::MetricFilter': z.looseObject({
    FilterPattern: z.string(),
    MetricTransformations: z.tuple([z.looseObject({ MetricName: z.string() })]),
  }),
  'S3::Bucket': z.looseObject({
    BucketEncryption: z.looseObject({ ServerSideEncryptionConfiguration: z.array(Value) }),
    LifecycleConfiguration: z.looseObject({ Rules: z.array(z.looseObject({ Prefix: z.optional(z.string()) })) }),
  }),
  'SES::ConfigurationSetEventDestination': z.looseObject({
    EventDestination: z.looseObject({ MatchingEventTypes: z.array(z.string()) }),
  }),
  'Scheduler::Schedule': z.looseObject({
    Name: z.string(),
    ScheduleExpression: z.string(),
    Target: z.looseObject({ DeadLetterConfig: Value }),
  }),
  'SNS::Subscription': z.looseObject({ Endpoint: Value }),
  'StepFunctions::StateMachine': z.looseObject({
    DefinitionString: z.string(),
    DefinitionSubstitutions: z.record(z.string(), GetAtt),
  }),
  'WAFv2::WebACL': z.looseObject({
    Rules: z.array(z.looseObject({ VisibilityConfig: Visibility })),
    VisibilityConfig: Visibility,
  }),
} as const;

/** A kind of resource, without what all begin with; with a shape where it has one. */
export type Kind = keyof typeof shapes;
export type Shape<K> = K extends Kind ? z.infer<(typeof shapes)[K]> : Properties;

export interface Properties {
  readonly [name: string]: unknown;
}
