import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of cdk-nag that stays, with the reason why. `npm test` lists them all. */
export const accept = (what: IConstruct, rule: string, reason: string): void =>
  Validations.of(what).acknowledge({ id: `AwsSolutions-${rule}`, reason });

/** A resource as cdk-nag writes it in the name of a finding: `<Logical.Arn>/*`. */
export function findingOf(resolved: unknown): string {
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved !== 'object' || resolved === null) return String(resolved);
  const [[kind, of] = ['', undefined]] = Object.entries(resolved);
  if (kind === 'Ref') return `<${of}>`;
  if (kind === 'Fn::GetAtt') return `<${of.join('.')}>`;
  return kind === 'Fn::Join' ? of[1].map(findingOf).join(of[0]) : JSON.stringify(resolved);
}
