import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The facts: one table, one bucket, and the customer's own key over both. All three outlive the stack. */
export class Store extends Construct {
  readonly key: Key;
  readonly table: Table;
  /** The one everything stands on: after a restore, the restored one. */
  readonly served: Pick<
    ITable,
    | 'tableName'
    | 'metricThrottledRequestsForOperations'
    | 'metricConsumedReadCapacityUnits'
    | 'metricConsumedWriteCapacityUnits'
  >;
  readonly files: Bucket;

  constructor(
    scope: Construct,
    id: string,
    { stage, restoredTable }: { readonly stage: string; readonly restoredTable?: string | undefined },
  ) {
    super(scope, id);
    this.key = this.#key(stage);
    this.#letServicesUseTheKey();
    this.table = this.#table();
    this.served = restoredTable === undefined ? this.table : Table.fromTableName(this, 'Restored', restoredTable);
    this.files = this.#bucket();
  }

  #key(stage: string): Key {
    return new Key(this, 'Key', {
      alias: `exchange/${stage}`,
      description: `Everything the exchange ${stage} keeps`,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #table(): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'ttl',
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #bucket(): Bucket {
    return new Bucket(this, 'Files', {
      ...CLOSED,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: this.#logOfFiles(),
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(2), noncurrentVersionExpiration: Duration.days(35) },
        { prefix: 'checked/', expiration: Duration.days(7) },
        // Copies of what is closest to people: no older version stays behind either.
        {
          prefix: 'exports/',
          expiration: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }

  #logOfFiles(): IBucket {
    const bucket = new Bucket(this, 'FilesLog', {
      ...CLOSED,
      // The service that writes these logs knows no customer's key.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    // CDK's own types do not agree about what may be left out.
    return bucket as IBucket;
  }

  #letServicesUseTheKey(): void {
    const use = ['kms:Decrypt', 'kms:GenerateDataKey'];
    const { account, region } = Stack.of(this);
    const allow = (service: string, actions: readonly string[], conditions: object = {}) =>
      this.key.addToResourcePolicy(
        new PolicyStatement({
          effect: Effect.ALLOW,
          principals: [new ServicePrincipal(service)],
          actions: [...actions],
          resources: ['*'],
          conditions: { ...conditions },
        }),
      );
    const ours = { StringEquals: { 'aws:SourceAccount': account } };
    // SES tells no account when its events are encrypted; who may publish them says the topic.
    allow('ses.amazonaws.com', use);
    allow('sns.amazonaws.com', use, ours);
    allow('cloudwatch.amazonaws.com', use, ours);
    allow(`logs.${region}.amazonaws.com`, ['kms:Encrypt', 'kms:DescribeKey', ...use], {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
    });
  }
}

const CLOSED = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;
