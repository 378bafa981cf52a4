import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const collections = ['orders', 'customers'];

describe('the writer', await needs({ sharedServers: 'any' }), () => {
  it('knows what every document has to look like', async () => {
    await using servers = await openTestDatabases();
    const database = servers.databaseName();
    await using writer = await RandomWriter.start({
      uri: servers.sourceUri,
      database,
      collections,
      documentsPerLane: 50,
    });
    await waitFor('a thousand writes', () => writer.acknowledged > 1000);
    await writer.stop();
    expect(writer.errors).toEqual({});
    expect(await writer.record.findLost(servers.sourceUri)).toEqual([]);

    const orders = servers.source.db(database).collection('orders');
    const [first, second] = await orders.find().limit(2).toArray();
    await orders.deleteOne({ _id: first!._id });
    await orders.updateOne({ _id: second!._id }, { $set: { w: -1 } });
    await orders.insertOne({ w: 1 });
    const lost = await writer.record.findLost(servers.sourceUri);
    expect(lost.map(({ found }) => found).sort()).toEqual([-1, 1, 'deleted']);
  });

  it('keeps to its rate', async () => {
    await using servers = await openTestDatabases();
    const database = servers.databaseName();
    const options = { uri: servers.sourceUri, database, collections, operationsPerSecond: 100 };
    const startedAtMs = performance.now();
    await using writer = await RandomWriter.start(options);
    await waitFor('a hundred writes', () => writer.acknowledged >= 100);
    expect(performance.now() - startedAtMs).toBeGreaterThan(900);
  });
});

describe('the writer', await needs({ mongod: '>=6.0' }), () => {
  it('sees how long writes were blocked, and goes on', async () => {
    await using set = await startReplicaSet();
    await using writer = await RandomWriter.start({ uri: set.uri, database: 'shop', collections });
    await waitFor('some writes', () => writer.acknowledged > 50);
    const block = (global: boolean) =>
      withClient(set.uri, (client) => client.db('admin').command({ setUserWriteBlockMode: 1, global }));
    await block(true);
    await waitFor('a refusal', () => writer.errors['UserWritesBlocked'] !== undefined);
    const acknowledgedBefore = writer.acknowledged;
    await waitFor('a pause', () => writer.longestPauseMs > 500);
    await block(false);
    await waitFor('more writes', () => writer.acknowledged > acknowledgedBefore + 50);
    await writer.stop();
    expect(writer.longestPauseMs).toBeGreaterThan(500);
    expect(await writer.record.findLost(set.uri)).toEqual([]);
  });

  it('loses nothing that was acknowledged when the primary is killed', async () => {
    await using set = await startReplicaSet({ members: 3 });
    await using writer = await RandomWriter.start({ uri: set.uri, database: 'shop', collections });
    await waitFor('some writes', () => writer.acknowledged > 100);
    const primary = await set.primary();
    await primary.kill();
    await set.primary();
    const acknowledgedBefore = writer.acknowledged;
    await waitFor('more writes', () => writer.acknowledged > acknowledgedBefore + 50);
    await writer.stop();
    expect(await writer.record.findLost(set.uri)).toEqual([]);
  });
});
