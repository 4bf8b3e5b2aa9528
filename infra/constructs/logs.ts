import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Long enough to look into a complaint about the last cycle's letters. They hold no name and no address, and are locked all the same. */
export const log = (scope: Construct, id: string, logGroupName: string, encryptionKey: IKey): LogGroup =>
  new LogGroup(scope, id, {
    logGroupName,
    encryptionKey,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
