import { describe, expect, it } from 'vitest';
import { sampleOplog } from '../../../src/mongo/details/oplog-peak.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { sendLegacyQuery } from '../../support/servers/legacy-query.ts';
import { requireMongod } from '../../support/servers/mongod/find-mongod.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { startStandalone } from '../../support/servers/standalone.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { codesOf, validateOnline } from './online.ts';

describe('servers that are not as they should be', async () => {
  it('a tiny oplog that has rolled over', await needs({ mongod: '6.0' }), async () => {
    await using source = await startReplicaSet({ version: '6.0', oplogSizeMB: 1 });
    await using destination = await startReplicaSet({ version: '6.0' });
    await using client = new MongoClient(source.uri);
    const documents = () => Array.from({ length: 200 }, () => ({ text: 'x'.repeat(8_000) }));
    for (let round = 0; round < 5; round += 1) await client.db('shop').collection('orders').insertMany(documents());
    const entries = await sampleOplog(client.db('local').collection('oplog.rs'));
    expect(entries.length).toBeGreaterThan(0);
    expect(Math.max(...entries.map(({ bytes }) => bytes))).toBeGreaterThan(8_000);
    expect(Math.abs(entries[0]!.seconds - Date.now() / 1000)).toBeLessThan(600);
    const clusters = { sourceUri: source.uri, destinationUri: destination.uri };
    const throttled = (engine: string) => `throttle: { readBytesPerSecond: 10KB }\nengine: { type: ${engine} }`;
    const ours = await validateOnline(clusters, throttled('builtin'));
    expect([ours.exitCode, codesOf(ours.findings)]).toEqual([0, ['GW401 warning']]);
    expect(ours.findings[0]?.hint).toMatch(/replSetResizeOplog: 1, size: Double\(\d+\), minRetentionHours: 1/);
    const others = await validateOnline(clusters, throttled('clusterSync'));
    expect([others.exitCode, codesOf(others.findings)]).toEqual([3, ['GW401 error']]);
  });

  it('a standalone server', await needs({ mongod: '6.0' }), async () => {
    await using source = await startReplicaSet({ version: '6.0' });
    await using destination = await startStandalone({ version: '6.0' });
    const { exitCode, findings } = await validateOnline({ sourceUri: source.uri, destinationUri: destination.uri });
    expect(exitCode).toBe(3);
    expect(codesOf(findings)).toContain('GW102 error');
  });

  it('a member that is down', await needs({ mongod: '6.0' }), async () => {
    await using source = await startReplicaSet({ version: '6.0', members: 3 });
    await using destination = await startReplicaSet({ version: '6.0' });
    const [secondary] = await source.secondaries();
    await secondary!.kill();
    const clusters = { sourceUri: source.uri, destinationUri: destination.uri };
    await expect
      .poll(async () => codesOf((await validateOnline(clusters)).findings), { timeout: 30_000 })
      .toEqual(['GW106 warning']);
  });

  it('certificates that end soon', await needs({ mongod: '6.0', tool: 'openssl' }), async () => {
    await using source = await startReplicaSet({ version: '6.0', tls: true });
    await using destination = await startReplicaSet({ version: '6.0' });
    const { findings } = await validateOnline({ sourceUri: source.uri, destinationUri: destination.uri });
    expect(codesOf(findings)).toEqual(['GW516 warning', 'GW516 warning']);
    expect(findings.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^The CA certificate for the source/),
      expect.stringMatching(/^The server certificate of 127\.0\.0\.1 for the source/),
    ]);
  });

  it('a set that was upgraded in place', await needs({ mongod: ['5.0', '6.0'] }), async () => {
    await using source = await startReplicaSet({ version: '5.0' });
    await using destination = await startReplicaSet({ version: '6.0' });
    const orders = async (client: MongoClient) =>
      await client.db('shop').collection('orders').createIndex({ number: 1 }, { unique: true });
    await withClient(source.uri, orders);
    await source.members[0]!.upgrade(await requireMongod('6.0'));
    await source.primary();
    await using client = new MongoClient(source.uri);
    await client.db('admin').command({ setFeatureCompatibilityVersion: '6.0' });
    await client.db('shop').collection('newer').createIndex({ number: 1 }, { unique: true });
    const clusters = { sourceUri: source.uri, destinationUri: destination.uri };
    const back = 'cutover: { rollback: { mode: reverse } }';
    const { exitCode, findings } = await validateOnline(clusters, back);
    expect([exitCode, codesOf(findings)]).toEqual([0, ['GW339 warning']]);
    expect(findings[0]?.objects).toEqual({ total: 1, first: ['shop.orders number_1 (form 12)'] });
    expect((await validateOnline(clusters, 'cutover: { rollback: { mode: none } }')).findings).toEqual([]);
    // What the finding says to do.
    await client.db('shop').collection('orders').dropIndex('number_1');
    await orders(client);
    expect((await validateOnline(clusters, back)).findings).toEqual([]);
  });

  it('a secondary to read from, on a set of one', await needs({ mongod: '6.0' }), async () => {
    await using source = await startReplicaSet({ version: '6.0' });
    const file = 'source: { uri: { env: SOURCE_URI }, readFrom: { readPreference: secondary } }';
    const { findings } = await validateOnline({ sourceUri: source.uri, destinationUri: source.uri }, file);
    expect(codesOf(findings)).toContain('GW117 error');
  });

  it.each(['4.2', '4.4', '5.0'])(
    'a source of %s',
    await needs({ mongod: ['4.2', '4.4', '5.0', '6.0'] }),
    async (version) => {
      await using source = await startReplicaSet({ version });
      await using destination = await startReplicaSet({ version: '6.0' });
      await using client = new MongoClient(source.uri);
      await client
        .db('shop')
        .collection('places')
        .insertOne({ pos: [1, 2], kind: 'shop' });
      if (version === '4.4' || version === '4.2') {
        const index = { key: { pos: 'geoHaystack', kind: 1 }, name: 'near', bucketSize: 1 };
        await client.db('shop').command({ createIndexes: 'places', indexes: [index] });
      }
      if (version === '5.0') {
        await client.db('shop').createCollection('readings', { timeseries: { timeField: 'at' } });
        await sendLegacyQuery(source.uri, 'shop.places');
      }
      const clusters = { sourceUri: source.uri, destinationUri: destination.uri };
      const { findings } = await validateOnline(clusters);
      expect(codesOf(findings)).toEqual(version === '5.0' ? ['GW307 error', 'GW310 warning'] : ['GW305 error']);
      const back = await validateOnline({ sourceUri: destination.uri, destinationUri: source.uri });
      expect(codesOf(back.findings)).toContain('GW201 error');
      expect(codesOf((await validateOnline(clusters, 'engine: { type: mongosync }')).findings)).toContain(
        'GW301 error',
      );
    },
  );
});
