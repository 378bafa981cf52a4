import { inject, type TestOptions } from 'vitest';
import { findMongod, findOnPath } from '../servers/mongod/find-mongod.ts';
import { isVersionIn, type VersionRequest } from '../servers/mongod/mongod.ts';
import { findTerraformOf } from '../terraform/find-terraform.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine lacks for the test; the summary at the end groups by it. */
    notRunBecause?: string;
  }
}

/** What a test cannot do without. */
export interface Needs {
  /** Server binaries to start, one of each series or range: `5.0`, `>=7.0`. */
  readonly mongod?: VersionRequest | readonly VersionRequest[];
  /** The shared servers, source and destination, of such a version; `any` where the version does not matter. */
  readonly sharedServers?: VersionRequest | 'any';
  /** Both sides of a sync: the pair that the environment names, or servers of 6.0 to start. */
  readonly syncPair?: boolean;
  /** The shared servers of one version: what the test shows does not hold between two. */
  readonly alikeServers?: boolean;
  /** Programs on PATH. */
  readonly tool?: string | readonly string[];
  /** A Terraform of such a version, where the one on PATH need not do. */
  readonly terraform?: string;
  /** Variables of the environment. */
  readonly env?: string | readonly string[];
  /** A user who may do everything, such as mounting a small disk. */
  readonly root?: boolean;
  /** A system and processor as Node names them: `linux x64`. */
  readonly platform?: string;
}

/** A program that goes by several names. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  chromium: ['chromium-browser', 'google-chrome', 'google-chrome-stable'],
  terraform: ['tofu'],
};

/**
 * Test options that skip a test, or all of a suite, when this machine lacks something, and say what:
 * `describe('upgrade from 5.0', await needs({ mongod: '5.0' }), () => { ... })`.
 */
export async function needs(requirements: Needs): Promise<TestOptions> {
  const lacking = [
    ...(await Promise.all(listOf(requirements.mongod).map(lackingMongod))),
    requirements.syncPair === true && givenPair() === undefined ? await lackingMongod('6.0') : undefined,
    lackingSharedServers(requirements),
    lackingPlatform(requirements.platform),
    requirements.root === true && process.getuid?.() !== 0 ? 'root' : undefined,
    ...listOf(requirements.tool).map((tool) => (findTool(tool) ? undefined : `${tool} on PATH`)),
    lackingTerraform(requirements.terraform),
    ...listOf(requirements.env).map((name) => (process.env[name] ? undefined : `${name} in the environment`)),
  ].filter((reason) => reason !== undefined);
  return lacking.length === 0 ? {} : { skip: true, meta: { notRunBecause: `needs ${lacking.join(', and ')}` } };
}

/** The servers that the environment names for both sides of a sync. */
export function givenPair(): { readonly sourceUri: string; readonly destinationUri: string } | undefined {
  const { GODWIT_TEST_SOURCE_URI: sourceUri, GODWIT_TEST_DESTINATION_URI: destinationUri } = process.env;
  return sourceUri && destinationUri ? { sourceUri, destinationUri } : undefined;
}

/** The path of a program under any of its names. */
function findTool(tool: string): string | undefined {
  for (const name of [tool, ...(otherNames[tool] ?? [])]) {
    const path = findOnPath(name);
    if (path) return path;
  }
  return undefined;
}

async function lackingMongod(version: VersionRequest): Promise<string | undefined> {
  const search = await findMongod({ version });
  return 'missing' in search ? search.missing : undefined;
}

function lackingSharedServers({ sharedServers, alikeServers }: Needs): string | undefined {
  if (!sharedServers && !alikeServers) return undefined;
  const servers = inject('sharedServers');
  if ('missing' in servers) return servers.missing;
  const versions = [servers.source.version, servers.destination.version];
  const these = `(these are ${versions.join(' and ')})`;
  if (alikeServers && versions[0] !== versions[1]) return `shared servers of one version ${these}`;
  if (!sharedServers || sharedServers === 'any') return undefined;
  const areRight = versions.every((version) => isVersionIn(version, sharedServers));
  return areRight ? undefined : `shared servers of ${sharedServers} ${these}`;
}

function lackingTerraform(range: string | undefined): string | undefined {
  if (range === undefined || findTerraformOf(range) !== undefined) return undefined;
  return `terraform ${range} (on PATH, or GODWIT_TERRAFORM_114)`;
}

function lackingPlatform(platform: string | undefined): string | undefined {
  return platform === undefined || platform === `${process.platform} ${process.arch}` ? undefined : platform;
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
