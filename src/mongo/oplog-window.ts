import { type ClusterTime, clusterTimeOf, secondsOf } from './cluster-time.ts';
import type { MongoClient, Timestamp } from './driver.ts';

/** What of the past the oplog still holds. */
export interface OplogWindow {
  readonly oldest: ClusterTime;
  readonly newest: ClusterTime;
  /** Seconds between the two. */
  readonly seconds: number;
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
    const [oldest, newest] = await Promise.all([at(1), at(-1)]);
    if (oldest === undefined || newest === undefined) return undefined;
    return { oldest, newest, seconds: secondsOf(newest) - secondsOf(oldest) };
  } catch {
    return undefined;
  }
}
