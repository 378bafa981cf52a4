import { describe, expect, it } from 'vitest';
import { listCollections } from '../../../src/sync/catalog/source-catalog.ts';
import { LeaseExpiredError } from '../../../src/sync/checkpoint/lease.ts';
import { indexName } from '../../../src/sync/indexes/index-spec.ts';
import { presentIndexes, reconcileIndexes } from '../../../src/sync/indexes/reconcile-indexes.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';

/** One that is there for so many commands. */
function leaseFor(commands: number) {
  let left = commands;
  return {
    remainingMs() {
      left -= 1;
      if (left < 0) throw new LeaseExpiredError();
      return 1_000;
    },
  };
}

describe('indexes of a destination whose lease runs out', await needs({ sharedServers: '>=6.0' }), () => {
  /** A collection with one index on each of these fields. */
  async function open(fields: readonly string[]) {
    const databases = await openTestDatabases();
    const client = databases.destination;
    const namespace = { db: databases.databaseName(), coll: 'orders' };
    const orders = client.db(namespace.db).collection(namespace.coll);
    await orders.createIndexes(fields.map((name) => ({ key: { [name]: 1 }, name })));
    const [listed] = await listCollections(client, namespace.db, { name: namespace.coll });
    const all = await presentIndexes(client, namespace);
    return {
      orders,
      names: async () => (await presentIndexes(client, namespace)).map(indexName),
      reconcile: async (commands: number, wanted: readonly string[]) => {
        const specs = all.filter((spec) => wanted.includes(indexName(spec)));
        const entry = { hasCollation: false, shardKey: undefined };
        return await reconcileIndexes({ client, lease: leaseFor(commands) }, listed!, specs, entry);
      },
      [Symbol.asyncDispose]: async () => await databases[Symbol.asyncDispose](),
    };
  }

  it('are dropped no further, since another engine may have made them by then', async () => {
    await using destination = await open(['a', 'b', 'c']);
    await expect(destination.reconcile(1, ['c'])).rejects.toThrow(LeaseExpiredError);
    expect(await destination.names()).toEqual(['b', 'c']);
    expect(await destination.reconcile(1, ['c'])).toEqual({ built: 0, failed: [] });
    expect(await destination.names()).toEqual(['c']);
  });

  it('are built no more, which is no fault of theirs', async () => {
    await using destination = await open(['a', 'b']);
    await destination.orders.dropIndexes();
    await expect(destination.reconcile(0, ['a', 'b'])).rejects.toThrow(LeaseExpiredError);
    expect(await destination.names()).toEqual([]);
    expect(await destination.reconcile(1, ['a', 'b'])).toEqual({ built: 2, failed: [] });
  });
});
