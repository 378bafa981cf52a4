import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDurationMs } from '../../src/lib/duration.ts';
import { findMongod } from '../../test/support/servers/mongod/find-mongod.ts';
import { isVersionIn, type Mongod } from '../../test/support/servers/mongod/mongod.ts';
import { type ReplicaSet, startReplicaSet } from '../../test/support/servers/replica-set.ts';
import { aside } from './terminal.ts';
import { withTimeLimit } from './time-limit.ts';

/** A download over a slow network takes its time, but nobody should have to wait for ever. */
const findLimitMs = 10 * 60_000;
const stillSearchingEveryMs = 15_000;

const advice = 'install MongoDB 6.0 or newer, and name its mongod in GODWIT_MONGOD';

/** Finds a real mongod, or fetches one; throws what can be done where there is none. */
export async function findServer(): Promise<Mongod> {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    aside(`still fetching a mongod, once for all times (${formatDurationMs(performance.now() - startedAt)})`);
  }, stillSearchingEveryMs);
  try {
    const tooLong = `No mongod could be fetched within ${formatDurationMs(findLimitMs)}: ${advice}`;
    const search = await withTimeLimit(findMongod(), findLimitMs, tooLong);
    if ('missing' in search) throw new Error(`No server could be had: ${search.missing}`);
    // Writes can be blocked from 6.0 on.
    if (isVersionIn(search.version, '>=6.0')) return search;
    throw new Error(`${search.path} is MongoDB ${search.version}: ${advice}`);
  } finally {
    clearInterval(timer);
  }
}

/** Two replica sets of one member each, on free ports of this machine; they end with the quickstart. */
export interface Servers {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
}

export async function startServers(): Promise<Servers> {
  const [source, destination] = await Promise.all([startReplicaSet(), startReplicaSet()]);
  return { source, destination };
}

/** The servers' own directories are removed with them. */
export async function keepServerLogs(servers: Servers, directory: string): Promise<void> {
  for (const [role, { members }] of Object.entries(servers)) {
    await copyFile(join(members[0]!.directory, 'mongod.log'), join(directory, `mongod-${role}.log`)).catch(() => {});
  }
}
