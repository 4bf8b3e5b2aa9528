import { CfnOutput, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { returnsTo } from '#console/paths.ts';
import { accept } from './nag.ts';

export interface AccountsProps {
  readonly prefix: string;
  readonly baseUrl: string;
}

/** Who keeps the accounts of administrators: an issuer like any other, and what we are called there. */
export class Accounts extends Construct {
  readonly issuer: string;
  readonly clientId: string;

  constructor(scope: Construct, id: string, { prefix, baseUrl }: AccountsProps) {
    super(scope, id);
    const pool = this.#pool(prefix);
    const client = this.#client(pool, baseUrl);
    this.#pageOf(pool, client, prefix);
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${pool.userPoolId}`;
    this.clientId = client.userPoolClientId;
    new CfnOutput(Stack.of(this), 'UserPoolId', { value: pool.userPoolId });
  }

  #pool(prefix: string): UserPool {
    const pool = new UserPool(this, 'Pool', {
      userPoolName: prefix,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(1),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Watches for passwords that became known elsewhere; a few administrators cost a few cents.
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(
      pool,
      'COG1',
      'Fourteen characters and more, and a second factor; rules of composition make passwords no better (ASVS 6.2.5).',
    );
    return pool;
  }

  /** No secret: the code is worth nothing without the verifier. It learns who somebody is and may do nothing as them. */
  #client(pool: UserPool, baseUrl: string): UserPoolClient {
    const { returnTo, afterwards } = returnsTo(baseUrl);
    return new UserPoolClient(this, 'Client', {
      userPool: pool,
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [returnTo],
        logoutUrls: [afterwards],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // Read once, when somebody comes back; the session after that is ours.
      idTokenValidity: Duration.minutes(5),
      accessTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(1),
    });
  }

  /** The page of passwords and codes. Its name is one among all of the region's, so it ends in a part of the stack's own id. */
  #pageOf(pool: UserPool, client: UserPoolClient, prefix: string): void {
    const ofStack = Fn.select(4, Fn.split('-', Fn.select(2, Fn.split('/', Stack.of(this).stackId))));
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool: pool,
      cognitoDomain: { domainPrefix: Fn.join('-', [prefix, ofStack]) },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without one, however plain, that version shows no page at all.
    const branding = new CfnManagedLoginBranding(this, 'Look', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    branding.node.addDependency(domain);
  }
}
