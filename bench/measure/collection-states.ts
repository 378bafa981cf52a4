import type { ReplicaSet } from '../../test/support/servers/replica-set.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import type { ExpectedState } from '../data/backlog.ts';
import { database } from '../data/dataset.ts';

/** The first collection that is not as it has to be after all operations, in words. */
export async function findUnexpected(
  server: ReplicaSet,
  expected: readonly ExpectedState[],
): Promise<string | undefined> {
  return await withClient(server.uri, async (client) => {
    for (const { collection, documents, updates } of expected) {
      const group = { $group: { _id: null, documents: { $sum: 1 }, updates: { $sum: '$n' } } };
      const [state] = await client.db(database).collection(collection).aggregate([group]).toArray();
      const isAsExpected = state?.['documents'] === documents && state['updates'] === updates;
      if (isAsExpected) continue;
      const found = `${state?.['documents']} documents updated ${state?.['updates']} times`;
      return `${collection} has ${found} instead of ${documents} updated ${updates} times`;
    }
    return undefined;
  });
}
