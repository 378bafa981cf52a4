import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../src/lib/monotonic.ts';
import { LeaseExpiredError } from '../../../src/sync/checkpoint/lease.ts';
import { sendWrite, type WriteKind } from '../../../src/sync/send-write.ts';
import { settleWrites } from '../../../src/sync/settle-writes.ts';
import { WriteSessions } from '../../../src/sync/write-sessions.ts';
import { BSON, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a write that reaches the destination behind a successor', await needs({ mongod: '6.0' }), () => {
  it('is refused, whatever it is', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uri);
    const orders = client.db('shop').collection<{ _id: string; n: number | string }>('orders');
    await orders.insertMany(['changed', 'removed'].map((_id) => ({ _id, n: 1 })));
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    await (await RunningSync.open({ ...options, start: {} }))[Symbol.asyncDispose]();

    const refused = async (kind: WriteKind): Promise<number> =>
      (await target.db('admin').command({ serverStatus: 1 }))['metrics'].commands[kind].failed;
    const cases: readonly [WriteKind, () => Promise<unknown>, () => Promise<unknown>][] = [
      ['insert', () => orders.insertOne({ _id: 'held insert', n: 1 }), () => orders.deleteOne({ _id: 'held insert' })],
      [
        'update',
        () => orders.updateOne({ _id: 'changed' }, { $set: { n: 'held update' } }),
        () => orders.updateOne({ _id: 'changed' }, { $set: { n: 'later' } }),
      ],
      ['delete', () => orders.deleteOne({ _id: 'removed' }), () => orders.insertOne({ _id: 'removed', n: 2 })],
    ];
    for (const [kind, change, takeBack] of cases) {
      await using proxy = await TcpProxy.start({ target: destination.members[0]!.host });
      const destinationUri = `mongodb://${proxy.host}/?directConnection=true`;
      const first = await RunningSync.open({ ...options, destinationUri });
      await first.whenFollowing();
      const write = proxy.holdNext(kind === 'delete' ? 'removed' : `held ${kind}`);
      await change();
      await waitFor(`the ${kind} to be sent`, () => write.isHolding());
      await first.crash();

      await using second = await RunningSync.open(options);
      await takeBack();
      await second.whenVerified();
      const before = await refused(kind);
      const arrived = async () => (await refused(kind)) > before;
      const isDone = async () =>
        await expectSameData(source.uri, destination.uri).then(
          () => false,
          () => true,
        );
      write.release();
      await waitFor(`the ${kind} to arrive`, async () => (await arrived()) || (await isDone()));
      await expectSameData(source.uri, destination.uri);
    }
  });

  it('is refused behind an election, too', async () => {
    await using set = await startReplicaSet();
    await using client = await MongoClient.connect(set.uri);
    const sessions = new WriteSessions(client, 1);
    const orders = client.db('shop').collection<{ _id: number }>('orders');
    const write = async (_id: number) =>
      await sendWrite(
        { client, sessions, isSharded: false },
        {
          kind: 'insert',
          namespace: { db: 'shop', coll: 'orders' },
          statements: Buffer.from(BSON.serialize({ _id })),
          numbering: 'together',
          until: monotonicMs() + 60_000,
        },
      );
    await client.db('__godwit').collection<{ _id: string }>('engine').insertOne({ _id: 'writers' });
    await write(1);
    await settleWrites(client, sessions.ids, { isSharded: false, signal: new AbortController().signal });
    await set.stepDown();
    await expect(write(2)).rejects.toBeInstanceOf(LeaseExpiredError);
    expect(await orders.distinct('_id')).toEqual([1]);
  });
});
