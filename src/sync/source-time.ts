import type { ClusterTime } from '../mongo/cluster-time.ts';
import { clusterTimeOf } from '../mongo/cluster-time.ts';
import type { MongoClient, Timestamp } from '../mongo/driver.ts';

/** The cluster's logical clock as its primary (or a mongos) has it now; everything acknowledged so far is before it. */
export async function sourceTimeNow(client: MongoClient): Promise<ClusterTime> {
  const { operationTime } = await client.db('admin').command({ ping: 1 });
  return clusterTimeOf(operationTime as Timestamp);
}
