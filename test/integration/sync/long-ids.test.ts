import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

describe('documents with long _ids', await needs({ mongod: '6.0' }), () => {
  it('are followed, though a resume token is twice as long as the _id of its event', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const pages = client.db('shop').collection<{ _id: string; n: number }>('pages');
    const page = (n: number) => ({ _id: `${n}`.padEnd(20_000, '/'), n });
    await pages.insertMany(Array.from({ length: 500 }, (_, n) => page(n)));
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: {} });
    await sync.whenFollowing();
    await sync.engine.pause();
    // More than fits into an answer, at which the source leaves no room for the token behind it.
    await pages.updateMany({}, { $inc: { n: 1 } });
    await pages.insertMany(Array.from({ length: 500 }, (_, n) => page(500 + n)));
    await pages.deleteMany({ n: { $lt: 10 } });
    await sync.engine.resume();
    await sync.commit();
    expect(sync.engine.interruptions).toBe(0);
    await expectSameData(source.uri, destination.uri);
  });
});
