import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import { Accounts } from './constructs/accounts.ts';
import { Alarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { Front, FrontKeys } from './constructs/front.ts';
import { Functions } from './constructs/functions.ts';
import { Gate } from './constructs/gate.ts';
import { Letters } from './constructs/letters.ts';
import { LinkKeys } from './constructs/link-keys.ts';
import type { Place } from './constructs/rights.ts';
import { Store } from './constructs/store.ts';
import { Timers } from './constructs/timers.ts';
import { Workflow } from './constructs/workflow.ts';
import type { Touches } from './touches.ts';

export interface ServiceProps extends StackProps {
  readonly configuration: Configuration;
  /** Where the bundles lie, and what the code in them touches. */
  readonly folder: string;
  readonly touches: ReadonlyMap<string, Touches>;
  /** The firewall's, where a domain is configured. */
  readonly webAclArn?: string;
}

/** What there is before there are functions. */
interface Ground {
  readonly prefix: string;
  readonly from: string;
  readonly shareOfRate: number;
  readonly baseUrl: string;
  readonly store: Store;
  readonly linkKeys: LinkKeys;
  readonly letters: Letters;
  readonly accounts: Accounts;
  /** Where a domain is configured. */
  readonly frontKeys: FrontKeys | undefined;
}

/** The whole system. Every part is named for the stage, so that two of them can live in one account. */
export class Service extends Stack {
  constructor(scope: Construct, id: string, { configuration, folder, touches, webAclArn, ...props }: ServiceProps) {
    super(scope, id, { ...props, description: 'The exchange between committees at the residence and at work' });
    const { stage, from, shareOfRate, domain, legalBasis, sandboxMailboxes, mailIdentity } = configuration;
    const prefix = `exchange-${stage}`;

    const store = new Store(this, 'Store', { stage, restoredTable: configuration.restoredTable });
    const { key } = store;
    const linkKeys = new LinkKeys(this, 'LinkKeys', { stage, generations: configuration.linkKeys });
    const deadLetters = new DeadLetters(this, 'DeadLetters');
    const letters = new Letters(this, 'Letters', { prefix, from, sandboxMailboxes, mailIdentity, key, deadLetters });
    const gate = new Gate(this, 'Gate', { prefix, key });
    const baseUrl = domain ? `https://${domain.name}` : gate.api.apiEndpoint;
    const accounts = new Accounts(this, 'Accounts', { prefix, baseUrl });
    const frontKeys = domain && new FrontKeys(this, 'FrontKeys', { generation: configuration.frontKeys, key });

    const place = this.#place({ prefix, from, shareOfRate, store, linkKeys, letters, baseUrl, frontKeys, accounts });
    const functions = new Functions(this, 'Functions', { prefix, folder, touches, key, deadLetters, place });
    const workflow = new Workflow(this, 'Workflow', { name: prefix, functions, key });
    gate.serve(functions);
    if (domain && frontKeys && webAclArn !== undefined)
      new Front(this, 'Front', { domain, apiId: gate.api.apiId, webAclArn, frontKey: frontKeys.current });
    new Timers(this, 'Timers', { prefix, functions, deadLetters });
    letters.tell(functions.of('mail-events').lambda);

    const parts = { store, gate, functions, workflow, letters, deadLetters };
    const alarms = new Alarms(this, 'Alarms', { prefix, to: configuration.alarmsTo, parts });
    new Dashboard(this, 'Dashboard', { prefix, alarms, parts });

    this.#say({
      Url: baseUrl,
      TableName: store.served.tableName,
      BucketName: store.files.bucketName,
      LegalBasis: `${legalBasis.number}, ${legalBasis.date}: ${legalBasis.text}`,
    });
  }

  /** What the functions stand on, by the names that are made before them or made up here. */
  #place({ prefix, from, shareOfRate, store, linkKeys, letters, baseUrl, frontKeys, accounts }: Ground): Place {
    const { tableName } = store.served;
    return {
      region: this.region,
      tableName,
      tableArn: this.#arn('dynamodb', `table/${tableName}`),
      bucketName: store.files.bucketName,
      bucketArn: store.files.bucketArn,
      keyArn: store.key.keyArn,
      linkKeyIds: linkKeys.ids,
      linkKeyArns: linkKeys.newestFirst.map(({ keyArn }) => keyArn),
      configurationSet: prefix,
      mailArns: letters.arns,
      from,
      fromAddress: letters.fromAddress,
      shareOfRate,
      baseUrl,
      front: frontKeys?.variable ?? 'api',
      stateMachineArn: this.#arn('states', `stateMachine:${prefix}`),
      sendName: `${prefix}-send`,
      sendArn: this.#arn('lambda', `function:${prefix}-send`),
      exportFilesName: `${prefix}-export-files`,
      exportFilesArn: this.#arn('lambda', `function:${prefix}-export-files`),
      issuer: accounts.issuer,
      clientId: accounts.clientId,
    };
  }

  #say(outputs: { readonly [name: string]: string }): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  #arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.account}:${resource}`;
  }
}
