/**
 * Lays the provider out where Terraform looks for providers before it asks a registry: a mirror in the file system, with a
 * directory for each registry, version and platform.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
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
  const paths = providerAddresses.map((address) => join(directory, ...address.split('/'), version(), target));
  return await Promise.all(
    paths.map(async (path) => {
      await mkdir(path, { recursive: true });
      const file = join(path, `terraform-provider-godwit_v${version()}`);
      await writeFile(file, starter(), { mode: 0o755 });
      return file;
    }),
  );
}

/** With this Node, whatever PATH Terraform is run with. */
function starter(): string {
  const program = fileURLToPath(new URL('../binary/main.js', import.meta.url));
  return `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(program)}\n`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
