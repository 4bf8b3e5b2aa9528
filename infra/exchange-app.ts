import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Configuration, readConfiguration } from './configuration.ts';
import { Guard } from './constructs/guard.ts';
import { Service } from './service.ts';
import type { Touches } from './touches.ts';

/** Where the bundles lie, and what their code touches. */
export interface Built {
  readonly folder: string;
  readonly touches: ReadonlyMap<string, Touches>;
}

/** The app of one stage. A finding of cdk-nag that nobody has accepted fails its synthesis. */
export function exchangeApp(built: Built, props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  const context = (name: string): unknown => app.node.tryGetContext(name);
  const configuration = readConfiguration({
    stage: context('stage'),
    stages: context('stages'),
    deploy: context('deploy'),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // A dashboard takes tags of late, and a checker that does not know it yet calls them a fault.
  Tags.of(app).add('exchange:stage', configuration.stage, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  addStacks(app, built, configuration);
  return app;
}

function addStacks(app: App, built: Built, configuration: Configuration): void {
  const { stage, region, account, domain } = configuration;
  const place = account === undefined ? {} : { account };
  const name = `exchange-${stage}`;
  // Its ARN goes from one region to the other.
  const crossRegionReferences = domain !== undefined;
  const guard =
    domain &&
    new Guard(app, `${name}-guard`, { env: { ...place, region: 'us-east-1' }, crossRegionReferences, prefix: name });
  new Service(app, name, {
    env: { ...place, region },
    crossRegionReferences,
    ...built,
    configuration,
    ...(guard ? { webAclArn: guard.webAclArn } : {}),
  });
}
