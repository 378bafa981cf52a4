/** What ClusterSync keeps on the target for itself: a checkpoint every 15 s, and a heartbeat every 30 s (read in its source). */
import type { Document, MongoClient } from '../../mongo/driver.ts';
import { isPermission } from '../../mongo/failures.ts';

const databaseName = 'percona_clustersync_mongodb';
const recordId = 'pcsm';
const freshForSeconds = 35;

export interface PcsmMetadata {
  /** running, paused, finalizing, finalized or failed; idle when there is no checkpoint yet. */
  readonly state: string;
  readonly isCloned: boolean;
  readonly startedAt: string | undefined;
  readonly error: string | undefined;
  /** Another process, or one that died within the last 35 s. */
  readonly isAlive: boolean;
  /** In the words that a file is compared by. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export async function readPcsmMetadata(client: MongoClient): Promise<PcsmMetadata | undefined> {
  const [checkpoint, heartbeat] = await Promise.all([readOne(client, 'checkpoints'), readOne(client, 'heartbeats')]);
  const data = checkpoint?.['data'] as Document | undefined;
  if (data === undefined) return undefined;
  const { state, clone, repl, error, nsInclude, nsExclude } = data;
  const begun: unknown = clone?.startTime;
  return {
    state: typeof state === 'string' ? state : 'idle',
    isCloned: clone?.finishTime instanceof Date && repl != null,
    startedAt: begun instanceof Date ? begun.toISOString() : undefined,
    error: textOf(error) ?? textOf(clone?.error) ?? textOf(repl?.error),
    isAlive: secondsOf(heartbeat?.['time']) > Date.now() / 1000 - freshForSeconds,
    settings: { isFiltered: [nsInclude, nsExclude].some((one) => Array.isArray(one) && one.length > 0) },
  };
}

/** A heartbeat keeps the next process waiting for 35 s; one whose process is known to be dead is in nobody's way. */
export async function removeHeartbeat(client: MongoClient): Promise<void> {
  await client.db(databaseName).collection<{ _id: string }>('heartbeats').deleteOne({ _id: recordId });
}

export async function dropPcsmMetadata(client: MongoClient): Promise<void> {
  await client.db(databaseName).dropDatabase();
}

async function readOne(client: MongoClient, collection: string): Promise<Document | undefined> {
  try {
    const found = await client.db(databaseName).collection<{ _id: string }>(collection).findOne({ _id: recordId });
    return found ?? undefined;
  } catch (error) {
    if (isPermission(error)) return undefined;
    throw error;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The driver gives small 64-bit integers as numbers. */
function secondsOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}
