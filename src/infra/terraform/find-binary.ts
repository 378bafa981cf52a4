import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { gte } from 'semver';
import { EnvironmentError, UserError } from '../../lib/errors.ts';
import { runProcess } from '../../lib/run-process.ts';
import { minimumTerraformVersion } from '../versions.ts';

export interface TerraformBinary {
  readonly path: string;
  /** `Terraform` or `OpenTofu`. */
  readonly product: string;
  readonly version: string;
}

interface Search {
  /** `terraform.binary` of the file. */
  readonly wanted: string | undefined;
  readonly baseDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Finds what runs the stack, and asks for its version.
 * @throws UserError GW760 when there is none, GW761 when it is too old
 */
export async function findTerraform(search: Search): Promise<TerraformBinary> {
  const names = search.wanted === undefined ? ['terraform', 'tofu'] : [search.wanted];
  const path = names.map((name) => locate(name, search)).find((one) => one !== undefined);
  if (path === undefined) {
    throw new UserError('GW760', {
      summary:
        search.wanted === undefined
          ? 'Neither terraform nor tofu is on PATH'
          : `There is no ${search.wanted}, which terraform.binary names`,
      hint: `Install Terraform or OpenTofu ${minimumTerraformVersion} or newer. A pipeline that runs it elsewhere uses \`godwit synth\` and terraform.mode: external`,
    });
  }
  const found = await versionOf(path, search);
  if (gte(found.version, minimumTerraformVersion)) return found;
  throw new UserError('GW761', {
    summary: `${found.product} ${found.version} (${path}) is too old`,
    detail: 'Write-only arguments, which keep passwords out of plan and state, came with 1.11',
    hint: `Install ${minimumTerraformVersion} or newer`,
  });
}

function locate(name: string, { baseDirectory, env }: Search): string | undefined {
  if (isAbsolute(name) || name.includes('/')) {
    const path = resolve(baseDirectory, name);
    return existsSync(path) ? path : undefined;
  }
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, name))
    .find(existsSync);
}

async function versionOf(path: string, { baseDirectory, env, signal }: Search): Promise<TerraformBinary> {
  const result = await runProcess([path, 'version', '-json'], {
    cwd: baseDirectory,
    env: { ...env, CHECKPOINT_DISABLE: '1' },
    input: '',
    timeoutMs: 30_000,
    signal,
  });
  signal.throwIfAborted();
  // Warnings may come before it, on the other stream.
  const version = /"terraform_version":\s*"([^"]+)"/.exec(result.output)?.[1];
  if (version === undefined) {
    throw new EnvironmentError('GW760', {
      summary: `${path} does not tell its version`,
      detail: result.output === '' ? result.ending : result.output,
      hint: 'Check that terraform.binary or PATH leads to Terraform or OpenTofu',
    });
  }
  return { path, product: /(?:^|\/)tofu[^/]*$/.test(path) ? 'OpenTofu' : 'Terraform', version };
}
