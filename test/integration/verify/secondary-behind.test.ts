import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BsonValue } from '../../../src/mongo/bson/value.ts';
import { clusterTimeOf } from '../../../src/mongo/cluster-time.ts';
import { ReadPreference } from '../../../src/mongo/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { tagMember } from '../../support/servers/replica-set-config.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { RunningVerifier } from '../../support/sync/running-verifier.ts';

function idOf(number: number): BsonValue {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(number);
  return { buffer, type: 16, start: 0, end: 4 };
}

describe('a scan that reads from a secondary', await needs({ mongod: '6.0' }), () => {
  it.each([
    ['before it began', { isScanned: false, changes: 1 }],
    ['with more than could be remembered', { isScanned: true, changes: 200_001 }],
  ])('is not fooled where that is behind a change which was told %s', async (_, { isScanned, changes }) => {
    await using three = await startReplicaSet({ members: 3 });
    await using one = await startReplicaSet();
    const old = { _id: 1, is: 'old' };
    await withClient(three.uri, async (client) => {
      await client
        .db('shop')
        .collection<{ _id: number }>('orders')
        .insertOne(old, { writeConcern: { w: 3 } });
    });
    await withClient(one.uri, async (client) => {
      await client.db('shop').collection<{ _id: number }>('orders').insertOne(old);
    });
    const [behind] = await three.secondaries();
    await tagMember(three, behind!);
    await using verifier = await RunningVerifier.open({
      sourceUri: three.uri,
      destinationUri: one.uri,
      database: 'shop',
      sync: { scanReadPreference: () => new ReadPreference('secondary', [{ use: 'migration' }]) },
    });
    const { source } = verifier;
    const now = async () => clusterTimeOf((await source.db('admin').command({ ping: 1 }))['operationTime']);
    verifier.goOn(await now());
    if (isScanned) {
      verifier.start();
      await verifier.whenCompared();
    }

    await withClient(three.uriOf(behind!), async (direct) => {
      await direct.db('admin').command({ fsync: 1, lock: true });
      const orders = source.db('shop').collection<{ _id: number }>('orders');
      await orders.updateOne({ _id: 1 }, { $set: { is: 'new' } }, { writeConcern: { w: 2 } });
      const changedAt = await now();
      // It went wrong on the destination; of its batch others are under way.
      const ids = Array.from({ length: changes }, (_, n) => idOf(n + 1));
      verifier.changed('orders', ids, changedAt);
      if (!isScanned) verifier.start();
      await sleep(1_000);
      verifier.goOn(changedAt);
      await direct.db('admin').command({ fsyncUnlock: 1 });
      expect(await verifier.whenCompared()).toMatchObject({ mismatches: [{ kind: 'different' }] });
    });
  });
});
