import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { startIssuer, type TestIssuer } from '#test/support/issuer.ts';
import { type Account, ASSEMBLY } from './account.ts';
import { gatewayOver } from './gateway.ts';
import { LambdaHost, type Outcome } from './lambda-host.ts';

const STACK = 'exchange-sample';
/** Until somebody is asked what they are doing: a task is tried again after seconds, and rests for fifteen minutes. */
const PATIENCE = 90_000;

/** The stack in an account, its functions in processes of their own, and one clock for all of it. */
export class Cloud {
  readonly account: Account;
  readonly lambdas: LambdaHost;
  /** In Cognito's place, which moto does not play. */
  readonly issuer: TestIssuer;
  readonly #clock: { offset: number };
  readonly pages: ReturnType<typeof gatewayOver>;

  private constructor(
    { account, lambdas, issuer }: Pick<Cloud, 'account' | 'lambdas' | 'issuer'>,
    clock: { offset: number },
    template: string,
  ) {
    this.account = account;
    this.lambdas = lambdas;
    this.issuer = issuer;
    this.#clock = clock;
    this.pages = gatewayOver(lambdas, JSON.parse(template));
  }

  /** A copy of an account with the stack in it. */
  static async of(deployedIn: Account): Promise<Cloud> {
    const clock = { offset: 0 };
    const template = await readFile(`${ASSEMBLY}/${STACK}.template.json`, 'utf8');
    const issuer = await startIssuer({ now: () => Date.now() + clock.offset });
    const lambdas = new LambdaHost({ ahead: () => clock.offset, deployed: (name) => deployed(account, name, issuer) });
    const account = await deployedIn.copy(await lambdas.listen());
    return new Cloud({ account, lambdas, issuer }, clock, template);
  }

  async close(): Promise<void> {
    await this.lambdas.close();
    await this.account.close();
    await this.issuer.close();
  }

  /** What failed and should not have: functions, except where an execution meets a newer one, and moto itself. */
  async faults(): Promise<readonly string[]> {
    const failed = this.lambdas.invocations.filter(
      ({ outcome }) =>
        outcome.failed && !outcome.died && !/"errorType":"(?:OldGeneration|CycleOver)"/.test(outcome.body),
    );
    return [
      ...failed.map(({ name, event, outcome }) => `${name}: ${outcome.body} of ${event.slice(0, 500)}`),
      ...(await this.account.faults()),
    ];
  }

  async environmentOf(name: string): Promise<Readonly<Record<string, string>>> {
    return (await this.account.configurationOf(`${STACK}-${name}`)).Environment.Variables;
  }

  call(name: string, event: unknown = {}): Promise<Outcome> {
    return this.lambdas.invoke(`${STACK}-${name}`, JSON.stringify(event));
  }

  /** The next call of it ends as if its container had died. */
  failNext(name: string): void {
    this.answerNext(name, { errorType: 'Runtime.ExitError', errorMessage: 'made to fail' }, true);
  }

  /** The next call of it is not made, and gets this answer. */
  answerNext(name: string, answer: object, failed = false): void {
    this.lambdas.answerNext(`${STACK}-${name}`, { body: JSON.stringify(answer), failed });
  }

  /** Its process dies at the n-th write that it makes from now on; where one is still to die, that one's death stands. */
  dieAt(name: string, write: number): void {
    this.lambdas.dieAt(`${STACK}-${name}`, write);
  }

  /** How often its process has died so. */
  deaths(name: string): number {
    return this.lambdas.invocations.filter((one) => one.outcome.died && one.name === `${STACK}-${name}`).length;
  }

  /** Another deployment over the first. Functions start anew, with what they are told from then on. */
  async deploy(assembly: string): Promise<void> {
    await this.account.deploy(assembly);
    await this.lambdas.startAnew();
  }

  /** Names of the catalogue, of functions that were called. */
  get called(): readonly string[] {
    return this.lambdas.invocations.map(({ name }) => name.slice(STACK.length + 1));
  }

  now(): number {
    return Date.now() + this.#clock.offset;
  }

  /** For everybody at once: functions, waits of the workflow, letters. */
  async moveTo(moment: number): Promise<void> {
    this.#clock.offset = moment - Date.now();
    await this.account.setClock(this.#clock.offset);
  }

  /** Nobody works, and every execution waits for a moment that has not come. */
  async idle(): Promise<void> {
    const began = performance.now();
    for (let quiet = 0; quiet < 2; ) {
      const { running, waiting } = await this.account.rest();
      quiet = running === waiting && !this.lambdas.busy ? quiet + 1 : 0;
      if (performance.now() - began > PATIENCE) {
        const names = this.lambdas.underWay.join(', ') || 'no function';
        throw new Error(`${running} executions or reports, ${waiting} in a wait, and ${names} at work`);
      }
      await pause(25);
    }
  }
}

async function deployed(account: Account, name: string, issuer: TestIssuer) {
  const { Handler, Timeout, Role, Environment } = await account.configurationOf(name);
  const { EXCHANGE_ISSUER: pool, EXCHANGE_CLIENT_ID: clientId } = Environment.Variables;
  if (pool !== undefined && clientId !== undefined) Object.assign(issuer, { knownAs: pool, clientId });
  return {
    handler: Handler,
    seconds: Timeout,
    environment: {
      ...account.environment,
      // Its role's name for a key: by it the account knows what it was granted.
      AWS_ACCESS_KEY_ID: Role.slice(Role.lastIndexOf('/') + 1),
      TZ: ':UTC',
      ...Environment.Variables,
    },
    elsewhere: pool === undefined ? {} : { [pool]: issuer.url },
    code: await account.codeOf(name),
  };
}
