import { describe, expect, it } from 'vitest';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { apiServer } from '../../../src/sync/http/api-server.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A line of the format: comments, or a name with labels and a number. */
const line = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="([^"\\\n]|\\.)*"\})? -?[0-9][0-9.e+-]*)$/;

function valueIn(text: string, name: string): number | undefined {
  const found = text.split('\n').find((one) => one.startsWith(`${name} `));
  return found === undefined ? undefined : Number(found.slice(name.length + 1));
}

describe('GET /metrics', await needs({ mongod: '6.0' }), () => {
  it('tells Prometheus what the progress says, by the names of mongosync and by its own', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client
      .db('shop')
      .collection('or"ders')
      .insertMany([{ n: 1 }, { n: 2 }]);
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri });
    const clients = { cluster0: sync.source.client, cluster1: sync.destination.client };
    const health = new HealthProbe(clients, () => sync.engine.run);
    const parts = { engine: sync.engine, health, addresses: {}, instanceId: 'test' };
    const server = apiServer({ ...parts, describe: () => ({}), onShutdown: () => {} });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const metrics = async () => await (await fetch(`${url}/metrics`)).text();
    try {
      expect(valueIn(await metrics(), 'godwit_sync_state{state="IDLE"}')).toBe(1);
      health.start();
      await sync.engine.start({ source: 'cluster0', destination: 'cluster1' });
      await sync.whenFollowing();
      const ofOrders = 'godwit_sync_collection_changes_applied{namespace="shop.or\\"ders"}';
      const applied = async () => valueIn(await metrics(), ofOrders) ?? 0;
      const before = await applied();
      await client.db('shop').collection('or"ders').insertOne({ n: 3 });
      await waitFor('the change', async () => (await applied()) > before);
      await waitFor('a ping', async () => valueIn(await metrics(), 'mongosync_dst_unavailable') === 0);
      const response = await fetch(`${url}/metrics`);
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      const text = await response.text();
      expect(text.endsWith('\n')).toBe(true);
      for (const one of text.trimEnd().split('\n')) expect(one).toMatch(line);
      expect(valueIn(text, 'mongosync_phase')).toBe(5);
      expect(valueIn(text, 'mongosync_lag_time')).toBeTypeOf('number');
      expect(valueIn(text, 'mongosync_collection_copy_copied_docs_count')).toBe(2);
      expect(valueIn(text, 'godwit_sync_state{state="RUNNING"}')).toBe(1);
      expect(valueIn(text, 'godwit_sync_state{state="IDLE"}')).toBe(0);
      expect(valueIn(text, 'godwit_sync_can_commit')).toBe(1);
      expect(valueIn(text, 'godwit_sync_stuck')).toBe(0);
      expect(text).toContain('godwit_sync_collection_copied_documents{namespace="shop.or\\"ders"} 2\n');
      expect(valueIn(text, 'mongosync_cea_total_events_applied')).toBeGreaterThanOrEqual(1);
      const { progress } = (await (await fetch(`${url}/api/v1/progress`)).json()) as { progress: object };
      expect(progress).toMatchObject({
        collections: {
          ...{ total: 1, pending: 0, copying: 0, live: 1 },
          shown: [
            {
              namespace: 'shop.or"ders',
              state: 'live',
              copiedDocuments: 2,
              changesApplied: expect.toSatisfy((n) => n >= 1),
            },
          ],
        },
      });
    } finally {
      health.stop();
      await server.close();
    }
  });
});
