import { accessSync, constants, mkdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lock } from 'proper-lockfile';
import { rcompare } from 'semver';
import { inspectMongod, isVersionIn, type Mongod, type VersionRequest } from './mongod.ts';

/**
 * One directory per server version: `mongod`, perhaps `lib/` with the libraries it needs, and `manifest.json`.
 * A directory appears under its name in one rename, complete; what is being fetched lies beside it until then.
 */
interface Manifest {
  readonly version: string;
  readonly sizeBytes: number;
}

const incomingPrefix = '.incoming-';
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** The first directory that can be written to: GODWIT_CACHE_DIR, the user's cache, the checkout's, the system's. */
export function cacheDirectory(): string {
  const { GODWIT_CACHE_DIR, XDG_CACHE_HOME } = process.env;
  if (GODWIT_CACHE_DIR) return madeWritable(GODWIT_CACHE_DIR);
  const candidates = [
    XDG_CACHE_HOME && join(XDG_CACHE_HOME, 'godwit'),
    homedir() && join(homedir(), '.cache', 'godwit'),
    join(repository, '.godwit', 'cache'),
  ];
  for (const candidate of candidates) {
    if (!candidate || !isAbsolute(candidate)) continue;
    try {
      return madeWritable(candidate);
    } catch {
      // Not there, not ours, or read-only: the next one.
    }
  }
  return madeWritable(join(tmpdir(), `godwit-cache-${userInfo().uid}`));
}

function madeWritable(directory: string): string {
  mkdirSync(directory, { recursive: true });
  accessSync(directory, constants.W_OK | constants.X_OK);
  return directory;
}

function shelf(): string {
  return madeWritable(join(cacheDirectory(), 'mongod'));
}

/** The newest cached server that the request accepts. */
export async function findCached(request: VersionRequest): Promise<Mongod | undefined> {
  const entries = (await readdir(shelf()))
    .filter((name) => name.endsWith(`-${process.arch}`))
    .map((name) => name.slice(0, -process.arch.length - 1))
    .filter((version) => isVersionIn(version, request))
    .sort(rcompare);
  for (const version of entries) {
    const mongod = await openEntry(entryPath(version));
    if (mongod) return mongod;
  }
  return undefined;
}

/**
 * Gives `fill` an empty directory to put a `mongod` (and `lib/`) into, and moves it into the cache.
 * The binary has to run: one that was truncated, or that lacks a library, never becomes an entry.
 */
export async function addToCache(fill: (directory: string) => Promise<void>): Promise<Mongod> {
  const directory = await mkdtemp(join(shelf(), incomingPrefix));
  try {
    await fill(directory);
    const path = join(directory, 'mongod');
    const { version } = await inspectMongod(path, await libraryEnv(directory));
    const manifest: Manifest = { version, sizeBytes: (await stat(path)).size };
    await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
    const entry = entryPath(version);
    // Present already means damaged, or findCached would have returned it.
    await rm(entry, { recursive: true, force: true });
    await rename(directory, entry);
    return { path: join(entry, 'mongod'), version, env: await libraryEnv(entry) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Lets one process of this machine fetch at a time; the others wait, and then find what it fetched. */
export async function withCacheLock<T>(action: () => Promise<T>): Promise<T> {
  const directory = shelf();
  const release = await lock(directory, {
    lockfilePath: join(directory, '.lock'),
    stale: 30_000,
    retries: { forever: true, factor: 1, minTimeout: 200 },
  });
  try {
    await removeAbandoned(directory);
    return await action();
  } finally {
    await release();
  }
}

/** Only the holder of the lock fetches: whatever is still incoming belongs to a process that was killed. */
async function removeAbandoned(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(incomingPrefix));
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })));
}

function entryPath(version: string): string {
  return join(shelf(), `${version}-${process.arch}`);
}

async function openEntry(directory: string): Promise<Mongod | undefined> {
  try {
    const path = join(directory, 'mongod');
    const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Manifest;
    if ((await stat(path)).size !== manifest.sizeBytes) return undefined;
    return { path, version: manifest.version, env: await libraryEnv(directory) };
  } catch {
    return undefined;
  }
}

async function libraryEnv(directory: string): Promise<Record<string, string>> {
  const libraries = join(directory, 'lib');
  const isThere = await stat(libraries).catch(() => undefined);
  return isThere ? { LD_LIBRARY_PATH: libraries } : {};
}
