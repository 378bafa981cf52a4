import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';

/** What the driver keeps account of until it is ended. */
function openSessions(client: MongoClient): number {
  return (client as unknown as { s: { activeSessions: Set<unknown> } }).s.activeSessions.size;
}

describe('a process that begins anew again and again', await needs({ mongod: '6.0' }), () => {
  it('keeps no sessions of runs that have ended', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ n: 1 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    const counts: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      await sync.whenFollowing();
      await client.db('shop').collection('orders').insertOne({ run });
      await sync.engine.pause();
      counts.push(openSessions(sync.destination.client) + openSessions(sync.source.client));
      await sync.engine.resume();
    }
    expect(counts.at(-1)).toBe(counts[0]);
    await sync.commit();
    expect(await sync.destination.client.db('shop').collection('orders').countDocuments()).toBe(5);
  });
});
