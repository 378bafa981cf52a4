import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import { type ClusterTime, clusterTimeOf } from '../../../src/mongo/cluster-time.ts';
import { connectCluster } from '../../../src/mongo/connect.ts';
import { ReadPreference } from '../../../src/mongo/driver.ts';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import type { VerifiableSync } from '../../../src/sync/verification-port.ts';
import { comparableCollections } from '../../../src/verify/comparable-collections.ts';
import { Verifier } from '../../../src/verify/verifier.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a scan that reads from a secondary', await needs({ mongod: '6.0' }), () => {
  it('is not fooled where that is behind a change which was told before it began', async () => {
    await using three = await startReplicaSet({ members: 3 });
    await using one = await startReplicaSet();
    await using source = await connectCluster({ uri: new Secret(three.uri, 'source'), role: 'source' });
    await using destination = await connectCluster({ uri: new Secret(one.uri, 'destination'), role: 'destination' });
    const orders = source.client.db('shop').collection<{ _id: number; is: string }>('orders');
    await orders.insertOne({ _id: 1, is: 'old' }, { writeConcern: { w: 3 } });
    await destination.client
      .db('shop')
      .collection<{ _id: number }>('orders')
      .insertOne({ _id: 1, is: 'old' } as never);
    const filter = new NamespaceFilter({ include: [{ database: 'shop' }], exclude: [] }, source.client);
    const collections = [...(await comparableCollections(source.client, filter)).values()];
    const now = async () => clusterTimeOf((await source.client.db('admin').command({ ping: 1 }))['operationTime']);
    let applied: ClusterTime = await now();
    const [behind] = await three.secondaries();
    const { config } = await source.client.db('admin').command({ replSetGetConfig: 1 });
    const members = config.members.map((member: { host: string }) =>
      member.host === behind!.host ? { ...member, tags: { use: 'comparison' } } : member,
    );
    // The other one must not wait for this one.
    const settings = { ...config.settings, chainingAllowed: false };
    const changed = { ...config, version: config.version + 1, members, settings };
    await source.client.db('admin').command({ replSetReconfig: changed });

    await withClient(three.uriOf(behind!), async (direct) => {
      await direct.db('admin').command({ fsync: 1, lock: true });
      await orders.updateOne({ _id: 1 }, { $set: { is: 'new' } }, { writeConcern: { w: 2 } });
      const changedAt = await now();
      const ended = new AbortController();
      const sync: VerifiableSync = {
        extent: { mode: 'full' },
        source: source.client,
        destination: destination.client,
        collections: () => collections,
        isComplete: () => true,
        appliedTime: () => applied,
        whenApplied: async () => {},
        scanReadPreference: () => new ReadPreference('secondary', [{ use: 'comparison' }]),
        signal: ended.signal,
      };
      const verifier = new Verifier(sync, { canCompareUuid: true });
      const id = { buffer: Buffer.from([1, 0, 0, 0]), type: 16, start: 0, end: 4 };
      // It went wrong on the destination; of its batch others are under way.
      verifier.changed(collections[0]!.id, [id], changedAt);
      try {
        verifier.start();
        await sleep(1_000);
        applied = changedAt;
        await direct.db('admin').command({ fsyncUnlock: 1 });
        const status = await waitFor('everything to be compared', async () => {
          await Promise.race([Promise.resolve(), verifier.failure]);
          return (verifier.status().watermark ?? 0n) >= changedAt && verifier.status();
        });
        expect(status.mismatches).toMatchObject([{ kind: 'different' }]);
      } finally {
        ended.abort();
      }
    });
  });
});
