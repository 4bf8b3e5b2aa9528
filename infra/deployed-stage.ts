import type { OperatorOnAws } from '#adapters/operator-on-aws.ts';
import { type Configuration, ConfigurationError } from './configuration.ts';

/** What a stage that was deployed says of itself, by the name of the output. */
export async function deployedStage(
  operator: Pick<OperatorOnAws, 'stack'>,
  { stage, region, account }: Pick<Configuration, 'stage' | 'region' | 'account'>,
): Promise<(name: string) => string> {
  const stack = await operator.stack(`exchange-${stage}`);
  if (!stack)
    throw new ConfigurationError(
      `The stage "${stage}" is not deployed in ${region}: npm run deploy -- -c stage=${stage}`,
    );
  if (account !== undefined && account !== stack.account)
    throw new ConfigurationError(
      `These credentials are of account ${stack.account}, and the stage "${stage}" is in ${account}: take its own.`,
    );
  return (name) => {
    const value = stack.outputs.get(name);
    if (value === undefined)
      throw new ConfigurationError(`The stack exchange-${stage} says no ${name}: deploy it again first.`);
    return value;
  };
}

/** The stage that `-c stage=NAME` names, as CDK takes it. */
export function stageIn(contexts: readonly string[]): string | undefined {
  for (const context of contexts) {
    const [name, value] = context.split('=', 2);
    if (name !== 'stage') throw new ConfigurationError(`-c ${context}: only the stage is asked here, -c stage=NAME`);
    return value;
  }
  return undefined;
}

/** One sentence whatever went wrong; where it came from is for whoever asks with NODE_DEBUG. */
export async function asCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const expected = error instanceof ConfigurationError || (error instanceof Error && error.name === 'Invalid');
    console.error(process.env.NODE_DEBUG && !expected && error instanceof Error ? error.stack : text);
    process.exitCode = 2;
  }
}
