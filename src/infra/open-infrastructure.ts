import { resolve } from 'node:path';
import { AtlasClient } from '../atlas/client.ts';
import {
  providerEnvironment,
  providerVariables,
  type ResolvedCredentials,
  resolveCredentials,
  secretsOfCredentials,
} from '../atlas/credentials.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { resolveSecret, type SecretSource } from '../spec/secrets.ts';
import { toldConnectionString } from './external-outputs.ts';
import { Infrastructure } from './infrastructure.ts';
import { nameOfAddress } from './name-of-address.ts';
import { sensitiveVariables } from './sensitive-variables.ts';
import { SyncUserFile } from './sync-user.ts';
import { findTerraform } from './terraform/find-binary.ts';
import { Terraform } from './terraform/terraform.ts';

export interface OpenInfrastructureOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For secrets of this machine. */
  readonly privateDirectory: string;
  readonly lockTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** Gets ready to look at a destination in Atlas and to change it; neither has happened when it returns. */
export async function openInfrastructure(
  loaded: LoadedMigration,
  atlas: AtlasDestination,
  options: OpenInfrastructureOptions,
): Promise<Infrastructure> {
  const { spec, baseDirectory } = loaded;
  const { env, signal, privateDirectory } = options;
  const source: SecretSource = { baseDirectory, env, signal };
  const credentials = await resolveCredentials(atlas.credentials, source);
  const client = new AtlasClient({ baseUrl: atlas.baseUrl, credentials, signal });
  const { terraform } = spec;
  const { outputs } = terraform;
  const hasOwnLogin = spec.destination.kind === 'atlas' && spec.destination.auth !== undefined;
  return new Infrastructure({
    loaded,
    atlas,
    client,
    openTerraform:
      terraform.mode === 'run' ? async () => await openTerraform(loaded, atlas, credentials, options) : undefined,
    toldConnectionString:
      outputs === undefined
        ? undefined
        : async () =>
            await toldConnectionString(outputs, atlas, { ...options, baseDirectory, binary: terraform.binary }),
    syncUserFile: new SyncUserFile(privateDirectory),
    hasOwnLogin,
  });
}

async function openTerraform(
  loaded: LoadedMigration,
  atlas: AtlasDestination,
  credentials: ResolvedCredentials,
  { env, signal, lockTimeoutMs }: OpenInfrastructureOptions,
): Promise<Terraform> {
  const { spec, baseDirectory } = loaded;
  const binary = await findTerraform({ wanted: spec.terraform.binary, baseDirectory, env, signal });
  const secrets: string[] = [...secretsOfCredentials(credentials)];
  const variables: Record<string, string> = {};
  for (const { name, reference } of sensitiveVariables(atlas)) {
    const value = (await resolveSecret(reference, { baseDirectory, env, signal })).reveal();
    variables[`TF_VAR_${name}`] = value;
    secrets.push(value);
  }
  return new Terraform({
    binary,
    directory: resolve(baseDirectory, spec.terraform.directory, 'stacks', spec.name),
    env: {
      ...withoutOthersCredentials(env),
      ...providerEnvironment(credentials),
      ...variables,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    },
    secrets,
    lockTimeoutMs,
    placeOf: (address) => {
      const { title, pointer } = nameOfAddress(address, atlas);
      const range = pointer === undefined ? undefined : loaded.locate(pointer);
      return range === undefined ? title : `${range.file}:${range.line}:${range.column} (${title})`;
    },
  });
}

/** Credentials of another kind in the environment would come before those of the file. */
function withoutOthersCredentials(env: OpenInfrastructureOptions['env']): Record<string, string | undefined> {
  const others = new Set([...providerVariables, 'MONGODB_ATLAS_ACCESS_TOKEN']);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !others.has(name)));
}
