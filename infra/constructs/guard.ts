import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Their rules read a form's body, where a committee may write what it likes; and a form is longer than they allow. */
const OF_BODIES = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericRFI_BODY',
  'GenericLFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

/** In five minutes, from one address: a whole commune may stand behind one. */
const REQUESTS = 5_000;

/** No samples are kept: they would hold paths, and a path may hold a link. */
const seenAs = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

const managed = (name: string, priority: number, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: seenAs(name),
});

/** The firewall of CloudFront, which AWS wants in us-east-1. */
export class Guard extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly prefix: string }) {
    super(scope, id, props);
    const acl = new CfnWebACL(this, 'Acl', {
      name: props.prefix,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seenAs(props.prefix),
      rules: [
        {
          name: 'TooMany',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { limit: REQUESTS, aggregateKeyType: 'IP' } },
          visibilityConfig: seenAs('TooMany'),
        },
        managed('AWSManagedRulesAmazonIpReputationList', 1),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
        managed('AWSManagedRulesCommonRuleSet', 3, OF_BODIES),
      ],
    });
    this.webAclArn = acl.attrArn;
  }
}
