import { execFile } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { anySupportedVersion, isVersionIn, type Mongod, type VersionRequest } from './mongod.ts';
import { addToCache } from './mongod-cache.ts';

/** Releases that exist, newest first: the library wants exact versions. */
const releases = ['8.0.4', '7.0.14', '6.0.19', '5.0.30', '4.4.29', '4.2.24'] as const;

const downloadLimitMs = 15 * 60_000;

/** Fetches MongoDB's own build for this system; throws the reason where there is none or it cannot be had. */
export async function fetchOfficial(request: VersionRequest): Promise<Mongod> {
  const release = releases.find((version) => isVersionIn(version, request));
  // No wish means the library's own choice: the release that it was made and tested for.
  if (!release && request !== anySupportedVersion) throw new Error('no release is known for this request');
  const version = request === anySupportedVersion ? [] : [release!];
  return addToCache(async (directory) => {
    const workspace = join(directory, 'download');
    await mkdir(workspace);
    const binary = await download([workspace, ...version]);
    await rename(binary, join(directory, 'mongod'));
    await rm(workspace, { recursive: true });
  });
}

async function download(args: readonly string[]): Promise<string> {
  const script = fileURLToPath(new URL('./official-download-process.mjs', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
      // The library verifies certificates only when npm is told to.
      env: { ...process.env, npm_config_strict_ssl: 'true', MONGOMS_MAX_RETRIES: '1' },
      timeout: downloadLimitMs,
      killSignal: 'SIGKILL',
    });
    return stdout.trimEnd().split('\n').at(-1)!;
  } catch (error) {
    throw new Error(reasonIn(error as Error & { stderr?: string }));
  }
}

/** The line of an uncaught error's report that says what went wrong. */
function reasonIn({ stderr, message }: Error & { readonly stderr?: string }): string {
  return /^\w*Error(?: \[\w+\])?: (.+)$/m.exec(stderr ?? '')?.[1] ?? message.split('\n')[0]!;
}
