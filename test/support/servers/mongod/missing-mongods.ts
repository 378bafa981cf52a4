import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { VersionRequest } from './mongod.ts';
import { cacheDirectory } from './mongod-cache.ts';

/** A closed network costs seconds per attempt, and every test file is a process that would try again. */
const keptForMs = 10 * 60_000;

const notePrefix = 'missing-mongod-';

/** Why the search for such a server failed a few minutes ago, if it did. */
export async function recallMissing(request: VersionRequest): Promise<string | undefined> {
  try {
    const isStale = Date.now() - (await stat(noteFor(request))).mtimeMs > keptForMs;
    return isStale ? undefined : await readFile(noteFor(request), 'utf8');
  } catch {
    return undefined;
  }
}

/** Notes that the search failed, for the other processes of this run. */
export async function rememberMissing(request: VersionRequest, reason: string): Promise<void> {
  await writeFileAtomic(noteFor(request), reason);
}

/** Lets the next searches try everything again. */
export async function forgetMissing(): Promise<void> {
  const names = (await readdir(cacheDirectory())).filter((name) => name.startsWith(notePrefix));
  await Promise.all(names.map((name) => rm(join(cacheDirectory(), name), { force: true })));
}

function noteFor(request: VersionRequest): string {
  return join(cacheDirectory(), `${notePrefix}${encodeURIComponent(request)}`);
}
