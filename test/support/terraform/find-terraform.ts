import { execFileSync } from 'node:child_process';
import { satisfies } from 'semver';
import { findOnPath } from '../servers/mongod/find-mongod.ts';

/** A Terraform, and no OpenTofu, of such a version: that of GODWIT_TERRAFORM_114, or the one on PATH. */
export function findTerraformOf(range: string): string | undefined {
  const candidates = [process.env['GODWIT_TERRAFORM_114'], findOnPath('terraform')];
  return candidates.find((path) => path !== undefined && path !== '' && isOf(path, range));
}

function isOf(path: string, range: string): boolean {
  try {
    const text = execFileSync(path, ['version'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
    });
    const version = /^Terraform v(\S+)/m.exec(text)?.[1];
    return version !== undefined && satisfies(version, range, { includePrerelease: true });
  } catch {
    return false;
  }
}
