import { type ClusterTime, clusterTimeOf, secondsOf } from './cluster-time.ts';
import type { MongoClient, Timestamp } from './driver.ts';
import { growsTo, type OplogFill } from './oplog-fill.ts';

/** What of the past the oplog still holds. */
export interface OplogWindow {
  readonly oldest: ClusterTime;
  readonly newest: ClusterTime;
  /** Seconds between the two. */
  readonly seconds: number;
  /** Seconds between the two once it is full, at the rate of writes that it shows so far. */
  readonly reachSeconds: number;
}

/**
 * Reads the oplog's first and last entry. Not possible behind a mongos, nor without `find` on `local.oplog.rs`
 * (the `clusterMonitor` or `backup` role has it): then `undefined`.
 */
export async function readOplogWindow(client: MongoClient): Promise<OplogWindow | undefined> {
  const oplog = client.db('local').collection('oplog.rs');
  const at = async (direction: 1 | -1): Promise<ClusterTime | undefined> => {
    const entry = await oplog.findOne({}, { sort: { $natural: direction }, projection: { ts: 1 } });
    return entry === null ? undefined : clusterTimeOf(entry['ts'] as Timestamp);
  };
  try {
    const [oldest, newest, fill] = await Promise.all([at(1), at(-1), readFill(client)]);
    if (oldest === undefined || newest === undefined) return undefined;
    const seconds = secondsOf(newest) - secondsOf(oldest);
    const reachSeconds = fill === undefined ? seconds : Math.max(seconds, growsTo({ ...fill, spanSeconds: seconds }));
    return { oldest, newest, seconds, reachSeconds };
  } catch {
    return undefined;
  }
}

/** Who may not ask for it knows only what the oplog holds now. */
async function readFill(client: MongoClient): Promise<Omit<OplogFill, 'spanSeconds'> | undefined> {
  const pipeline = [{ $collStats: { storageStats: {} } }];
  try {
    const [stats] = await client.db('local').collection('oplog.rs').aggregate(pipeline).toArray();
    const { size, maxSize } = stats!['storageStats'];
    return { usedBytes: Number(size), maxBytes: Number(maxSize) };
  } catch {
    return undefined;
  }
}
