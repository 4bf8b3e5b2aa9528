import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Touches } from '#infra/touches.ts';
import { stagesIn } from './stages.ts';

export interface Accepted {
  readonly where: string;
  readonly rule: string;
  readonly reason: string;
}

export interface Synthesised {
  readonly template: Template;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly accepted: readonly Accepted[];
}

export interface Resource {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation takes, and a test says what it expects.
  readonly properties: any;
  readonly deletionPolicy?: string;
}

/** Both stages, made once for all that look at them. */
export async function synthesised() {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-stack-'));
  const { touches, app } = await stagesIn(folder);
  const [sample, own] = [app('sample'), app('own')];
  const result = {
    touches: touches as ReadonlyMap<string, Touches>,
    sample: seen(sample, 'exchange-sample'),
    own: seen(own, 'exchange-own'),
    guard: seen(own, 'exchange-own-guard'),
  };
  rmSync(folder, { recursive: true, force: true });
  return result;
}

export type Made = Awaited<ReturnType<typeof synthesised>>;

function seen(app: App, name: string): Synthesised {
  const stack = app.node.findChild(name) as Stack;
  const template = Template.fromStack(stack);
  const resources = Object.entries<{ Type: string; Properties?: object; DeletionPolicy?: string }>(
    template.toJSON().Resources,
  ).map(([id, { Type: type, Properties: properties = {}, DeletionPolicy }]) => ({
    id,
    type,
    properties,
    ...(DeletionPolicy ? { deletionPolicy: DeletionPolicy } : {}),
  }));
  return { template, resources: new Map(resources.map((one) => [one.id, one])), accepted: acceptedIn(stack) };
}

const acceptedIn = (stack: Stack): Accepted[] =>
  stack.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([rule, reason]) => ({ where: node.path.slice(node.path.indexOf('/') + 1), rule, reason })),
  );

export const ofType = ({ resources }: Synthesised, type: string): readonly Resource[] =>
  [...resources.values()].filter((one) => one.type === `AWS::${type}`);

/** A value of a template as text: what refers to something is its name in angle brackets. */
export function told(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[kind, of] = ['', undefined]] = Object.entries(value);
  if (kind === 'Ref') return `<${of}>`;
  if (kind === 'Fn::GetAtt') return `<${of.join('.')}>`;
  if (kind === 'Fn::Join') return of[1].map(told).join(of[0]);
  return JSON.stringify(value);
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

const listed = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

/** What the role of that id may do, and may not. */
export const statementsOf = (made: Synthesised, roleId: string): readonly Statement[] =>
  ofType(made, 'IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .map((one) => ({
      effect: one.Effect,
      actions: listed<string>(one.Action),
      resources: listed<unknown>(one.Resource).map(told),
      conditions: one.Condition ?? {},
    }));

export interface FunctionSeen {
  readonly name: string;
  readonly roleId: string;
  readonly resource: Resource;
  readonly statements: readonly Statement[];
}

export const functionsIn = (made: Synthesised): readonly FunctionSeen[] =>
  ofType(made, 'Lambda::Function')
    .filter(({ properties }) => properties.FunctionName !== undefined)
    .map((resource) => {
      const roleId = resource.properties.Role['Fn::GetAtt'][0];
      const name = resource.properties.FunctionName.replace(/^exchange-[a-z]+-/, '');
      return { name, roleId, resource, statements: statementsOf(made, roleId) };
    });
