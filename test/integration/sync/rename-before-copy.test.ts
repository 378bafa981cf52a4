import { expect, it } from 'vitest';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const slow = { readBytesPerSecond: 500_000, copyParallelism: 1, copyCollections: 1 };
const documents = (count: number) =>
  Array.from({ length: count }, (_, number) => ({ _id: number as never, text: 'x'.repeat(10_000) }));
const aggregate = (coll: string) => `\u0002aggregate\u0000${String.fromCharCode(coll.length + 1)}\0\0\0${coll}\0`;

it(
  'a rename that is written down late does not make a copy that has begun one that is to begin',
  await needs({ mongod: '6.0' }),
  async () => {
    await using source = await startReplicaSet({ proxied: true });
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uriOf(source.members[0]!));
    await using target = await MongoClient.connect(destination.uriOf(destination.members[0]!));
    const [fromSource, toDestination] = [source.proxies[0]!, destination.proxies[0]!];
    const shop = client.db('shop');
    await shop.collection('first').insertMany(documents(900));
    await shop.collection('second').insertMany(documents(600));
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const dying = await RunningSync.open({ ...options, start: { load: slow } });
    await waitFor('the copy', () => (dying.engine.run?.context.statistics.totals.copiedDocuments ?? 0) > 0);
    const entry = dying.engine.run!.context.catalog.atSource({ db: 'shop', coll: 'second' })!;
    expect(entry.state).toBe('pending');
    const metadata = target.db('__godwit').collection<{ _id: string } & Document>('collections');
    const stored = async () => (await metadata.findOne({ _id: entry.uuid }))!;

    // The last that a rename writes: what the collection is called by now.
    const renamed = toDestination.holdNext('\u0003source\u0000');
    await shop.renameCollection('second', 'renamed');
    await waitFor('the rename to be written down', () => renamed.isHolding());
    await dying.engine.changeLoad({});
    await waitFor('its copy to begin', async () => (await stored())['state'] === 'copying');
    await dying.engine.changeLoad(slow);
    renamed.release();
    const ranges = target.db('__godwit').collection<{ _id: string }>('ranges');
    const progress = { _id: `${entry.uuid}:00000`, documents: { $gt: 0 } };
    await waitFor('some of it', async () => (await ranges.findOne(progress)) !== null, { timeoutMs: 30_000 });
    expect((await stored())['source']).toEqual({ db: 'shop', coll: 'renamed' });
    await dying.crash();

    await shop.collection('renamed').updateOne({ _id: 0 as never }, { $set: { late: true } });
    const sized = fromSource.holdNext(aggregate('renamed'));
    await using next = await RunningSync.open(options);
    await waitFor('the next run to look at it', () => sized.isHolding());
    const { operationTime } = await client.db('admin').command({ ping: 1 });
    await next.engine.run!.follower.whenApplied(operationTime.toBigInt());
    sized.release();
    await next.engine.changeLoad({});
    await next.whenFollowing();
    await next.whenVerified();
    await expectSameData(source.uri, destination.uri);
  },
);
