import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../src/lib/monotonic.ts';
import { LeaseExpiredError } from '../../../src/sync/checkpoint/lease.ts';
import { sendWrite, type WriteKind } from '../../../src/sync/send-write.ts';
import { keepRefusing, settleWrites } from '../../../src/sync/settle-writes.ts';
import { WriteSessions } from '../../../src/sync/write-sessions.ts';
import { BSON, type Db, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { compareClusters, expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a write that reaches the destination behind a successor', await needs({ mongod: '6.0' }), () => {
  it('is refused, whatever it is', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const orders = client.db('shop').collection<{ _id: string; n: number | string }>('orders');
    await orders.insertMany(['changed', 'removed'].map((_id) => ({ _id, n: 1 })));
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    await (await RunningSync.open({ ...options, start: {} }))[Symbol.asyncDispose]();

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
      await expectRefused(write, kind, options);
    }
  });

  it.each([
    ['small', 0],
    ['large', 6_000],
  ])('is refused where it is an insert of the copy, of %s documents', async (_, more) => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using proxy = await TcpProxy.start({ target: destination.members[0]!.host });
    const orders = client.db('shop').collection<{ _id: string; text: string }>('orders');
    const text = `copied late${' '.repeat(more)}`;
    await orders.insertMany(['held', 'other'].map((_id) => ({ _id, text })));
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const insert = proxy.holdNext('copied late');
    const destinationUri = `mongodb://${proxy.host}/?directConnection=true`;
    const first = await RunningSync.open({ ...options, destinationUri, start: {} });
    await waitFor('the insert to be sent', () => insert.isHolding());
    await first.crash();

    await using second = await RunningSync.open(options);
    await orders.deleteOne({ _id: 'held' });
    await second.whenVerified();
    await expectRefused(insert, 'insert', options);
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

  it('is refused for as long as an engine runs: the server is kept from forgetting the session', async () => {
    await using set = await startReplicaSet();
    await using client = await MongoClient.connect(set.uri);
    const id = new BSON.UUID();
    const ending = new AbortController();
    const lastUse = async (): Promise<Date | undefined> => {
      const all = await client.db('admin').aggregate([{ $listLocalSessions: {} }, { $match: { '_id.id': id } }]);
      return (await all.next())?.['lastUse'];
    };
    const refusing = keepRefusing(client, [id], ending.signal, 20);
    await waitFor('the session to be refreshed', async () => (await lastUse()) !== undefined);
    const first = (await lastUse())!;
    await waitFor('it to be refreshed again', async () => (await lastUse())! > first);
    ending.abort();
    await refusing;
  });
});

describe(
  'a change of the catalogue that reaches the destination behind a successor',
  await needs({ mongod: '6.0' }),
  () => {
    /** What the first engine sends late, as the source changes on under the second. */
    async function comesLate(
      command: string,
      change: (shop: Db) => Promise<unknown>,
      changeOn: (shop: Db) => Promise<unknown>,
    ): Promise<void> {
      await using source = await startReplicaSet();
      await using destination = await startReplicaSet();
      await using client = await MongoClient.connect(source.uri);
      await using proxy = await TcpProxy.start({ target: destination.members[0]!.host });
      const shop = client.db('shop');
      for (const name of ['orders', 'kept']) await shop.collection(name).insertOne({ n: 1 });
      const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
      const destinationUri = `mongodb://${proxy.host}/?directConnection=true`;
      const first = await RunningSync.open({ ...options, destinationUri, start: {} });
      await first.whenFollowing();
      const held = proxy.holdNext(`\u0002${command}\u0000`);
      await change(shop);
      await waitFor(`${command} to be sent`, () => held.isHolding());
      await first.crash();

      await using second = await RunningSync.open(options);
      await changeOn(shop);
      await second.whenVerified();
      await whenCarriedOut(second, command, () => held.release());
      await second.commit();
      await expectSameData(source.uri, destination.uri);
    }

    it('makes no collection for an index anew that was dropped since', async () => {
      await comesLate(
        'createIndexes',
        async (shop) => await shop.collection('orders').createIndex({ n: 1 }),
        async (shop) => await shop.dropCollection('orders'),
      );
    });

    it('renames nothing that was made of the name since', async () => {
      await comesLate(
        'renameCollection',
        async (shop) => await shop.renameCollection('orders', 'sales'),
        async (shop) => {
          await shop.renameCollection('sales', 'receipts');
          await shop.collection('orders').insertOne({ n: 2 });
        },
      );
    });
  },
);

/** The destination has carried a command out, or refused it. */
async function whenCarriedOut({ destination }: RunningSync, command: string, arrive: () => void): Promise<void> {
  const admin = destination.client.db('admin');
  const total = async () => (await admin.command({ serverStatus: 1 }))['metrics'].commands[command].total as bigint;
  const before = Number(await total());
  arrive();
  await waitFor(`the answer to ${command}`, async () => Number(await total()) > before);
}

/** Lets a write arrive that was held back, and looks at what it did. */
async function expectRefused(
  held: { release(): void },
  kind: WriteKind,
  { sourceUri, destinationUri }: { readonly sourceUri: string; readonly destinationUri: string },
): Promise<void> {
  await using destination = await MongoClient.connect(destinationUri);
  const refused = async (): Promise<number> =>
    (await destination.db('admin').command({ serverStatus: 1 }))['metrics'].commands[kind].failed;
  const isSame = async () => (await compareClusters(sourceUri, destinationUri)).isEqual;
  const before = await refused();
  held.release();
  await waitFor(`the ${kind} to arrive`, async () => (await refused()) > before || !(await isSame()));
  await expectSameData(sourceUri, destinationUri);
}
