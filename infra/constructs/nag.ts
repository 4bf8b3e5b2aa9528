import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of cdk-nag that stays, with the reason why. `npm test` lists them all. */
export const accept = (what: IConstruct, rule: string, reason: string): void =>
  Validations.of(what).acknowledge({ id: `AwsSolutions-${rule}`, reason });
