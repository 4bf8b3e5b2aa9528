import type { Clock, Downloads, Files, Ids, Issuer, LinkKey, Mailer, Table, Workflow } from '#ports';
import type { AwsSettings } from './aws-calls.ts';
import { dynamoCalls, dynamoIdentity, dynamoTable } from './dynamodb-table.ts';
import { type Environment, readVariable, variables } from './environment.ts';
import { kmsLinkKey } from './kms-link-key.ts';
import { lambdaCall, lambdaNudge, type Nudge } from './lambda-nudge.ts';
import { openidIssuer } from './openid-issuer.ts';
import { type S3Calls, s3Calls } from './s3-calls.ts';
import { s3Files } from './s3-files.ts';
import { s3Downloads } from './s3-links.ts';
import { sesAllowance, sesCalls } from './ses-allowance.ts';
import { type SesMailer, sesMailer } from './ses-mailer.ts';
import type { Credentials } from './signing.ts';
import { stepFunctions } from './step-functions.ts';

/**
 * The ports on AWS, each from the variables that name what it stands on. They lie side by side, and nothing is made until it is
 * asked for, so that a function's bundle holds the clients it uses and no other.
 */

/** Lambda puts a role's passing keys into the environment, so no chain of providers needs to be carried along. */
const credentials =
  (env: Environment): Credentials =>
  async () => {
    const {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    } = env;
    if (!accessKeyId || !secretAccessKey) throw new Error('the environment holds no credentials');
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  };

/** The service's own address, or the one that the environment names as AWS's tools do. */
const awsAt = (env: Environment, service: string): AwsSettings => {
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env.AWS_ENDPOINT_URL;
  return {
    region: readVariable(env, variables.region),
    credentials: credentials(env),
    ...(endpoint ? { endpoint } : {}),
  };
};

const dynamo = (env: Environment) => dynamoCalls(awsAt(env, 'DYNAMODB'));

export const tableOnAws = (env: Environment): Table => dynamoTable(dynamo(env), readVariable(env, variables.table));

/** Of this table and no restored copy of it. */
export const tableIdentityOnAws = (env: Environment): Promise<string> =>
  dynamoIdentity(dynamo(env), readVariable(env, variables.table));

const s3OnAws = (env: Environment): S3Calls =>
  s3Calls({ bucket: readVariable(env, variables.bucket), ...awsAt(env, 'S3') });

/** Encrypted by the bucket's own default. */
export const filesOnAws = (env: Environment): Files => s3Files(s3OnAws(env));

/** Encrypted by it too. */
export const downloadsOnAws = (env: Environment, ids: Ids): Downloads => s3Downloads(s3OnAws(env), ids);

export const linkKeyOnAws = (env: Environment): LinkKey =>
  kmsLinkKey(awsAt(env, 'KMS'), readVariable(env, variables.linkKeys));

/** For functions that may name the key in a record and have no right to use it. */
export const linkKeyNameOnAws = (env: Environment): Pick<LinkKey, 'keyId'> => ({
  keyId: readVariable(env, variables.linkKeys)[0],
});

export const allowanceOnAws = (env: Environment, clock: Clock): Pick<Mailer, 'rate'> => ({
  rate: sesAllowance(sesCalls(awsAt(env, 'SES')), clock, readVariable(env, variables.rateShare)),
});

export const mailerOnAws = (env: Environment, clock: Clock): SesMailer =>
  sesMailer({
    aws: awsAt(env, 'SES'),
    configurationSet: readVariable(env, variables.configurationSet),
    clock,
    share: readVariable(env, variables.rateShare),
  });

export const workflowOnAws = (env: Environment): Workflow =>
  stepFunctions(awsAt(env, 'SFN'), readVariable(env, variables.stateMachine));

export const nudgeOnAws = (env: Environment, onFault: (error: unknown) => void): Nudge =>
  lambdaNudge({
    send: readVariable(env, variables.send),
    ...awsAt(env, 'LAMBDA'),
    onFault,
  });

/** Sets the making of an ordered file going. */
export const startExportOnAws = (env: Environment): ((order: string) => Promise<void>) => {
  const call = lambdaCall(readVariable(env, variables.exportFiles), awsAt(env, 'LAMBDA'));
  return (order) => call({ order });
};

/** A public client: what it sends is worth nothing without the verifier of PKCE, so there is no secret to keep. */
export const issuerOnAws = (
  env: Environment,
  returns: { readonly returnTo: string; readonly afterwards: string },
): Issuer =>
  openidIssuer({
    issuer: readVariable(env, variables.issuer),
    clientId: readVariable(env, variables.clientId),
    ...returns,
  });
