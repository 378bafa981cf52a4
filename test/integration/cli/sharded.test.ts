import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GodwitProject } from '../../support/cli/project.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { OneShardCluster } from '../../support/servers/one-shard-cluster.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';

/** See one-shard-cluster.ts for what of it is real. */
describe('a migration into a sharded cluster', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: OneShardCluster;

  beforeAll(async () => {
    [source, destination] = await Promise.all([startReplicaSet(), OneShardCluster.start()]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([source, destination].map(async (one) => await one?.[Symbol.asyncDispose]()));
  });

  it('is planned with its shard keys, carried out to the switch, and has nothing left to do', async () => {
    const [left, right] = [await MongoClient.connect(source.uri), await MongoClient.connect(destination.uri)];
    const orders = Array.from({ length: 50 }, (_, n) => ({ _id: n as never, customer: n % 7 }));
    await left.db('shop').collection('orders').insertMany(orders);
    const entries = [{ namespace: 'shop.orders', key: { customer: 1, _id: 1 }, presplit: { chunksPerShard: 3 } }];
    await using shop = await GodwitProject.create({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      file: { phase: 'cutover', sharding: { createSupportingIndexes: true, entries } },
    });
    const { stdout: plan } = await shop.godwit('plan');
    expect(plan).toContain('Shard shop.orders by { customer: 1, _id: 1 } before its data, cut into 3 chunks per shard');
    await shop.apply();
    expect((await destination.configOf('shop.orders'))?.['key']).toEqual({ customer: 1, _id: 1 });
    expect(await destination.chunksOf('shop.orders')).toHaveLength(3);
    expect(
      await right
        .db('shop')
        .collection('orders')
        .find({}, { sort: { _id: 1 } })
        .toArray(),
    ).toEqual(orders);
    expect(destination.untargeted).toEqual([]);
    const again = await shop.godwit('plan', '--detailed-exitcode');
    expect(again.exitCode, again.stdout).toBe(0);
    await Promise.all([left.close(), right.close()]);
  });
});
