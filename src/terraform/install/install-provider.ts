/**
 * Lays the provider out where Terraform looks for providers before it asks a registry: a mirror in the file system, with a
 * directory for each registry, version and platform.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../lib/errors.ts';
import { version } from '../../pipeline/version.ts';
import { providerAddresses } from '../provider-addresses.ts';

export interface Installation {
  /** The mirror; Terraform's own when it is left out. */
  readonly directory: string | undefined;
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
}

/** What Terraform looks at without being told. */
const standardMirror = (): string => join(homedir(), '.terraform.d', 'plugins');

const systems: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
};
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm', ia32: '386' };

/** @returns the files that were written */
export async function installProvider(installation: Installation): Promise<readonly string[]> {
  const { directory = standardMirror(), platform, architecture } = installation;
  const system = systems[platform];
  if (system === undefined) {
    throw new UserError('GW781', {
      summary: `Terraform on ${platform} starts nothing but executables of its own kind as providers`,
      hint: 'Use the provider without installing it: `godwit terraform -- plan`',
    });
  }
  const target = `${system}_${architectures[architecture] ?? architecture}`;
  const releases = providerAddresses.map((address) => join(directory, ...address.split('/'), version()));
  return await Promise.all(
    releases.map(async (release) => {
      const file = join(release, target, `terraform-provider-godwit_v${version()}`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(join(release, placeFile), `${process.execPath}\n${program}\n`);
      await writeFile(file, starter, { mode: 0o755 });
      return file;
    }),
  );
}

/** Of this godwit; it is run with this Node, whatever PATH Terraform is run with. */
const program = fileURLToPath(new URL('../binary/main.js', import.meta.url));

/** Beside the directories of platforms, where Terraform takes no notice of it. */
const placeFile = 'started-with';

/**
 * The same on every machine and for every Node: Terraform keeps a checksum of its directory in the lock file of a configuration,
 * and starts no other. It reaches the directory by a link of its own.
 */
const starter = `#!/bin/sh
# Starts the godwit that is named in the file beside this directory, by \`godwit terraform install\`.
directory=$(cd -P -- "$(dirname -- "$0")" && pwd)
{ IFS= read -r node && IFS= read -r program; } <"$directory/../${placeFile}" || exit 1
exec "$node" "$program"
`;
