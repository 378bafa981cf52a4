import type { ClusterTime } from '../mongo/cluster-time.ts';
import { clusterTimeOf } from '../mongo/cluster-time.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isRouted } from '../mongo/is-routed.ts';
import { operationTimeOf } from '../mongo/operation-time.ts';

/**
 * The cluster's logical clock as its primary has it now; everything acknowledged so far is before it. A mongos answers a
 * ping by itself, and may not have heard of what went through another one: it is asked what every shard has to answer.
 */
export async function sourceTimeNow(client: MongoClient): Promise<ClusterTime> {
  const admin = client.db('admin');
  const answered = await operationTimeOf(admin, { ping: 1 });
  return clusterTimeOf(
    isRouted(client) ? await operationTimeOf(admin, { listDatabases: 1, nameOnly: true }) : answered,
  );
}
