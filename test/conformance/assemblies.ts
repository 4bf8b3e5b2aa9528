import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { exchangeApp } from '#infra/exchange-app.ts';
import { touchesOfAll } from '#infra/touches.ts';
import { ASSEMBLY, ROOT } from './account.ts';

/** What the CDK's command adds to the context of every app. */
const BY_THE_COMMAND = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:version-reporting': false,
};

const emptied = async (name: string): Promise<string> => {
  const folder = `${ROOT}out/conformance-${name}`;
  await rm(folder, { recursive: true, force: true });
  return folder;
};

/** The same stage with `restoredTable` in it, from the bundles of the first synthesis; the folder to deploy from. */
export async function assemblyAfterRestore(restoredTable: string): Promise<string> {
  const { context } = JSON.parse(await readFile(`${ROOT}cdk.json`, 'utf8'));
  const stages = { sample: { ...context.stages.sample, restoredTable } };
  const outdir = await emptied('restored');
  const built = { folder: `${ROOT}out/functions`, touches: await touchesOfAll() };
  exchangeApp(built, { outdir, context: { ...context, ...BY_THE_COMMAND, stages } }).synth();
  return outdir;
}

/** What was deployed, with some words of the workflow file changed. */
export async function assemblyWithWorkflow(was: string, is: string): Promise<string> {
  const folder = await emptied('changed');
  await cp(ASSEMBLY, folder, { recursive: true });
  const file = (name: string) => `${folder}/exchange-sample.${name}.json`;
  const template = JSON.parse(await readFile(file('template'), 'utf8'));
  for (const { Type, Properties } of Object.values<{ Type: string; Properties: Record<string, unknown> }>(
    template.Resources,
  ))
    if (Type === 'AWS::StepFunctions::StateMachine')
      Properties.DefinitionString = String(Properties.DefinitionString).replaceAll(was, is);
  await writeFile(file('template'), JSON.stringify(template));
  // Templates are uploaded under their hash, and what is there already is not uploaded again.
  const { files } = JSON.parse(await readFile(file('assets'), 'utf8'));
  const [hash = ''] = Object.entries<{ source: { path: string } }>(files).flatMap(([name, { source }]) =>
    source.path.endsWith('.template.json') ? [name] : [],
  );
  for (const name of [file('assets'), `${folder}/manifest.json`])
    await writeFile(name, (await readFile(name, 'utf8')).replaceAll(hash, `${hash.slice(1)}0`));
  return folder;
}
