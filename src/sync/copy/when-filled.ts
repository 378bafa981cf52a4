import type { ClusterTime } from '../../mongo/cluster-time.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { isNoCollection } from '../../mongo/failures.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import { sourceTimeNow } from '../source-time.ts';

/**
 * `cloneCollectionAsCapped` makes a collection and then fills it, one document after the other, without a word in the
 * stream; reads see what is there so far. It keeps the collection locked until it is done. Of what may be asked of a server
 * little waits for a lock, and of that `dataSize` needs no more rights than reading does (tried with 6.0.27).
 * @returns a time at or behind the last document of such a filling, where the stream has told its beginning
 */
export async function whenFilled(client: MongoClient, namespace: Namespace): Promise<ClusterTime> {
  try {
    await client.db(namespace.db).command({ dataSize: formatNamespace(namespace), estimate: true });
  } catch (error) {
    if (!isNoCollection(error)) throw error;
  }
  return await sourceTimeNow(client);
}
