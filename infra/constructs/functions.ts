import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type CatalogueEntry, catalogue, variablesOf } from '#catalogue';
import type { Touches } from '../touches.ts';
import type { DeadLetters } from './dead-letters.ts';
import { log } from './logs.ts';
import { accept, findingOf } from './nag.ts';
import { type Place, type Right, rightsOf, valuesAt } from './rights.ts';

export interface FunctionsProps {
  readonly prefix: string;
  /** Holds `<name>/index.mjs`. */
  readonly folder: string;
  readonly touches: ReadonlyMap<string, Touches>;
  readonly place: Place;
  readonly key: IKey;
  /** Where what an asynchronous call could not do is put. */
  readonly deadLetters: DeadLetters;
}

export interface Deployed {
  readonly entry: CatalogueEntry;
  readonly lambda: Lambda;
  readonly log: LogGroup;
}

/** Every function of the catalogue with a role of its own, which may do what the function needs. */
export class Functions extends Construct {
  readonly all: readonly Deployed[];

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    this.all = catalogue.map((entry) => deploy(new Construct(this, entry.name), entry, props));
  }

  of(name: string): Deployed {
    const found = this.all.find(({ entry }) => entry.name === name);
    if (!found) throw new Error(`the catalogue has no function ${name}`);
    return found;
  }

  by(trigger: CatalogueEntry['trigger']): readonly Deployed[] {
    return this.all.filter(({ entry }) => entry.trigger === trigger);
  }
}

/** Tasks take up to four minutes and a batch of mail (`PATIENCE`); a gateway waits 30 seconds. */
const SECONDS: { readonly [trigger in CatalogueEntry['trigger']]: number } = {
  workflow: 300,
  timer: 240,
  web: 29,
  'mail events': 60,
  // A province's takes a minute or two; ten times as much may be asked of it.
  order: 900,
};
const secondsOf = ({ trigger, placeholder, every }: CatalogueEntry): number => {
  if (placeholder === 'PlanFunction') return 60;
  return every === 'day' ? 900 : SECONDS[trigger];
};
/** Memory buys processor: pages mostly wait, and what renders or reads files does not. */
const memoryOf = (entry: CatalogueEntry): number => {
  if (takesAWholeCycle(entry)) return 1769;
  return isBusy(entry) ? 1024 : 512;
};
/** One whole processor: a file of all evaluations, and the pages that open, audit and repair a cycle in the time of a page. */
const takesAWholeCycle = ({ trigger, needs }: CatalogueEntry): boolean =>
  trigger === 'order' || (trigger === 'web' && needs.includes('workflow'));
const isBusy = ({ trigger, name, every, needs }: CatalogueEntry): boolean =>
  (trigger === 'workflow' && name !== 'plan') ||
  needs.includes('rosters') ||
  name.endsWith('-files') ||
  every === 'day';

function deploy(scope: Construct, entry: CatalogueEntry, props: FunctionsProps): Deployed {
  const { name, needs } = entry;
  const { prefix, place, touches } = props;
  const known = touches.get(name);
  if (!known) throw new Error(`no code was bundled for ${name}`);
  const group = log(scope, 'Log', `/exchange/${prefix}/${name}`, props.key);
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: entry.does,
  });
  group.grantWrite(role);
  const rights = [...new Set(needs)].flatMap((need) => rightsOf[need](place, known));
  for (const { statement } of rights) role.addToPolicy(statement);
  const values = valuesAt(place);
  const environment = Object.fromEntries(
    needs.flatMap((need) => variablesOf[need]).map((variable) => [variable, values[variable] ?? '']),
  );
  const deadLetterQueue = props.deadLetters.before(name);
  const lambda = new Lambda(scope, 'Function', {
    functionName: `${prefix}-${name}`,
    description: entry.does,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(`${props.folder}/${name}`),
    role,
    logGroup: group,
    tracing: Tracing.ACTIVE,
    timeout: Duration.seconds(secondsOf(entry)),
    memorySize: memoryOf(entry),
    environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    ...(deadLetterQueue ? { deadLetterQueue, maxEventAge: Duration.hours(1) } : {}),
  });
  acceptWildcards(role, rights);
  return { entry, lambda, log: group };
}

const TRACES = 'Trace segments know no resource.';

function acceptWildcards(role: Role, rights: readonly Right[]): void {
  const reasons = new Map<string, Set<string>>([['*', new Set([TRACES])]]);
  for (const { statement, because } of rights)
    for (const resource of because === undefined ? [] : statement.resources) {
      const finding = findingOf(Stack.of(role).resolve(resource));
      reasons.set(finding, (reasons.get(finding) ?? new Set()).add(because ?? ''));
    }
  for (const [resource, why] of reasons) accept(role, `IAM5[Resource::${resource}]`, [...why].join(' '));
}
