/**
 * Finding a real mongod. find-mongod.ts knows the order of the places to look in; each place has a file of its own.
 * Nothing in here starts a server.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { satisfies } from 'semver';

/** A server binary that was seen to run on this machine. */
export interface Mongod {
  readonly path: string;
  /** As the binary itself reports it, such as `6.0.27`. */
  readonly version: string;
  /** What has to be in the environment of this mongod, and of nothing else. */
  readonly env: Readonly<Record<string, string>>;
}

/** A series such as `5.0`, or a range such as `>=7.0`. */
export type VersionRequest = string;

/** What godwit supports as a destination without limits; what a request for no version in particular means. */
export const anySupportedVersion: VersionRequest = '>=6.0';

/** Whether a version is of the requested series, or in the requested range; release candidates count. */
export function isVersionIn(version: string, request: VersionRequest): boolean {
  const range = /^\d+\.\d+$/.test(request) ? `~${request}.0` : request;
  return satisfies(version, range, { includePrerelease: true });
}

/** Asks a binary for its version; throws what the system says when it does not run. */
export async function inspectMongod(path: string, env: Readonly<Record<string, string>> = {}): Promise<Mongod> {
  const { stdout } = await promisify(execFile)(path, ['--version'], {
    env: { ...process.env, ...env },
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const version = /db version v(\S+)/.exec(stdout)?.[1];
  if (!version)
    throw new Error(`${path} is no mongod: it answers --version with ${JSON.stringify(stdout.slice(0, 80))}`);
  return { path, version, env };
}
