import { UserError } from '../lib/errors.ts';
import { Secret } from '../lib/secret.ts';
import type { AtlasCredentials } from '../spec/blocks/atlas-destination.ts';
import { resolveSecret, type SecretSource } from '../spec/secrets.ts';

/** How to log in to the Admin API: a service account (OAuth), or a key pair (digest). */
export type ResolvedCredentials =
  | { readonly kind: 'serviceAccount'; readonly clientId: string; readonly clientSecret: Secret }
  | { readonly kind: 'apiKey'; readonly publicKey: string; readonly privateKey: Secret };

/**
 * The variables of the Terraform provider, newest names first; the older ones are still read by it.
 * Source: the provider's guide "Provider Configuration".
 */
const variables = {
  clientId: ['MONGODB_ATLAS_CLIENT_ID'],
  clientSecret: ['MONGODB_ATLAS_CLIENT_SECRET'],
  publicKey: ['MONGODB_ATLAS_PUBLIC_API_KEY', 'MONGODB_ATLAS_PUBLIC_KEY', 'MCLI_PUBLIC_API_KEY'],
  privateKey: ['MONGODB_ATLAS_PRIVATE_API_KEY', 'MONGODB_ATLAS_PRIVATE_KEY', 'MCLI_PRIVATE_API_KEY'],
} as const;

/**
 * Those of the file, or else those that the Terraform provider would take from the environment.
 * @throws UserError GW730 when there are none
 */
export async function resolveCredentials(
  given: AtlasCredentials | undefined,
  source: SecretSource,
): Promise<ResolvedCredentials> {
  if (given?.kind === 'serviceAccount') {
    const clientId = (await resolveSecret(given.clientId, source)).reveal();
    return { kind: 'serviceAccount', clientId, clientSecret: await resolveSecret(given.clientSecret, source) };
  }
  if (given?.kind === 'apiKey') {
    const publicKey = (await resolveSecret(given.publicKey, source)).reveal();
    return { kind: 'apiKey', publicKey, privateKey: await resolveSecret(given.privateKey, source) };
  }
  return fromEnvironment(source.env);
}

function fromEnvironment(env: SecretSource['env']): ResolvedCredentials {
  const find = (name: keyof typeof variables) => variables[name].find((one) => env[one]);
  const { clientId, clientSecret, publicKey, privateKey } = {
    clientId: find('clientId'),
    clientSecret: find('clientSecret'),
    publicKey: find('publicKey'),
    privateKey: find('privateKey'),
  };
  if (clientId !== undefined && clientSecret !== undefined) {
    const secret = new Secret(env[clientSecret]!, `env ${clientSecret}`);
    return { kind: 'serviceAccount', clientId: env[clientId]!, clientSecret: secret };
  }
  if (publicKey !== undefined && privateKey !== undefined) {
    const secret = new Secret(env[privateKey]!, `env ${privateKey}`);
    return { kind: 'apiKey', publicKey: env[publicKey]!, privateKey: secret };
  }
  throw new UserError('GW730', {
    summary: 'There are no credentials for Atlas',
    detail: 'Neither destination.atlas.credentials nor the variables of the Terraform provider are set',
    hint: 'Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET of a service account, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY',
  });
}

/** The same credentials as the Terraform provider reads them. */
export function providerEnvironment(credentials: ResolvedCredentials): Readonly<Record<string, string>> {
  return credentials.kind === 'serviceAccount'
    ? {
        [variables.clientId[0]]: credentials.clientId,
        [variables.clientSecret[0]]: credentials.clientSecret.reveal(),
      }
    : {
        [variables.publicKey[0]]: credentials.publicKey,
        [variables.privateKey[0]]: credentials.privateKey.reveal(),
      };
}

/** Every variable that the provider could read other credentials from. */
export const providerVariables: readonly string[] = Object.values(variables).flat();

/** What must not appear in any text. */
export function secretsOfCredentials(credentials: ResolvedCredentials): readonly string[] {
  return [credentials.kind === 'serviceAccount' ? credentials.clientSecret.reveal() : credentials.privateKey.reveal()];
}
