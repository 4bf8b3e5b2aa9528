import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import type { Touches } from '#infra/touches.ts';
import { type Kind, type Properties, type Shape, shapes } from './shapes.ts';
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

export interface Resource<P = Properties> {
  readonly id: string;
  readonly type: string;
  readonly properties: P;
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
  const resources = Object.entries<{ Type: string; Properties?: Properties; DeletionPolicy?: string }>(
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

/** All of a kind; where the kind has a shape, each has that. */
export function ofType<K extends string>({ resources }: Synthesised, kind: K): readonly Resource<Shape<K>>[];
export function ofType({ resources }: Synthesised, kind: string): readonly Resource[] {
  const found = [...resources.values()].filter((one) => one.type === `AWS::${kind}`);
  if (!isKind(kind)) return found;
  return found.map((one) => ({ ...one, properties: shapes[kind].parse(one.properties) }));
}

/** The one there is. */
export function onlyOf<K extends string>(made: Synthesised, kind: K): Resource<Shape<K>> {
  const [one, ...others] = ofType(made, kind);
  if (!one || others.length > 0) throw new Error(`not one but ${others.length + (one ? 1 : 0)} of ${kind}`);
  return one;
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(shapes, kind);

const GetAtt = z.array(z.string());
const Join = z.tuple([z.string(), z.array(z.unknown())]);

/** A value of a template as text: what refers to something is its name in angle brackets. */
export function told(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[kind, of] = ['', undefined]] = Object.entries<unknown>({ ...value });
  if (kind === 'Ref') return `<${of}>`;
  if (kind === 'Fn::GetAtt') return `<${GetAtt.parse(of).join('.')}>`;
  if (kind !== 'Fn::Join') return JSON.stringify(value);
  const [between, parts] = Join.parse(of);
  return parts.map(told).join(between);
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

/** What the role of that id may do, and may not. */
export const statementsOf = (made: Synthesised, roleId: string): readonly Statement[] =>
  ofType(made, 'IAM::Policy')
    .filter(({ properties }) => properties.Roles.some(({ Ref }) => Ref === roleId))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition = {} }) => ({
      effect: Effect,
      actions: [Action].flat(),
      resources: [Resource].flat().map(told),
      conditions: Condition,
    }));

export interface FunctionSeen {
  readonly name: string;
  readonly roleId: string;
  readonly resource: Resource<Shape<'Lambda::Function'>>;
  readonly variables: Properties;
  readonly statements: readonly Statement[];
}

export const functionsIn = (made: Synthesised): readonly FunctionSeen[] =>
  ofType(made, 'Lambda::Function').flatMap((resource) => {
    const { FunctionName, Role, Environment } = resource.properties;
    // CDK's own helpers have no name.
    if (FunctionName === undefined) return [];
    const [roleId] = Role['Fn::GetAtt'];
    const name = FunctionName.replace(/^exchange-[a-z]+-/, '');
    return [
      { name, roleId, resource, variables: Environment?.Variables ?? {}, statements: statementsOf(made, roleId) },
    ];
  });

export const allowed = (statements: readonly Statement[]) => statements.filter(({ effect }) => effect === 'Allow');
export const partitionsOf = ({ conditions }: Statement): readonly string[] =>
  [conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat();
/** The partitions of the table in which an action is allowed. */
export const may = (statements: readonly Statement[], action: string): readonly string[] =>
  allowed(statements)
    .filter(({ actions }) => actions.includes(action))
    .flatMap(partitionsOf);
