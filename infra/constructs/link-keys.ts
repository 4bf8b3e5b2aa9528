import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * What links are made with, one key a generation, the newest first. A key of this kind is not rotated by itself: the links made
 * with it would die. The next generation makes new links, and the older serve theirs until their last cycle is over.
 */
export class LinkKeys extends Construct {
  readonly newestFirst: readonly Key[];

  constructor(scope: Construct, id: string, { stage, generations }: { stage: string; generations: number }) {
    super(scope, id);
    this.newestFirst = Array.from({ length: generations }, (_, n) => {
      const generation = generations - n;
      return new Key(this, `Key${generation}`, {
        description: `Links of the exchange ${stage}, generation ${generation}`,
        keySpec: KeySpec.HMAC_256,
        keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
        removalPolicy: RemovalPolicy.RETAIN,
      });
    });
  }

  /** As the variable wants them. */
  get ids(): string {
    return this.newestFirst.map(({ keyId }) => keyId).join(',');
  }
}
