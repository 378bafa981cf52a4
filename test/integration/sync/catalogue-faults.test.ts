import { describe, it } from 'vitest';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The name of a command, as messages hold it that are sent to a server. */
const command = (name: string) => `\u0002${name}\u0000`;

describe('a change of the catalogue', await needs({ mongod: '6.0' }), () => {
  it('whose answer was lost when the engine died is carried out once, and what came before it goes to its collection', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uriOf(destination.members[0]!));
    const [proxy] = destination.proxies;
    const shop = client.db('shop');
    await shop.createCollection('ring', { capped: true, size: 100_000 });
    for (const name of ['ring', 'plain', 'gone']) await shop.collection(name).insertOne({ before: true });
    const series = { timeseries: { timeField: 'at' } };
    await shop.createCollection('series', series);
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const engine = target.db('__godwit').collection<{ _id: string }>('engine');
    const dieAt = async (name: string, changeCatalogue: () => Promise<unknown>) => {
      const dying = await RunningSync.open(options);
      if (dying.engine.state === 'IDLE') {
        await dying.engine.start({ source: 'cluster0', destination: 'cluster1' });
      }
      await dying.whenFollowing();
      await dying.engine.run!.checkpointer.write();
      const { token, time } = (await engine.findOne({ _id: 'checkpoint' }))! as Document;
      let isCut = false;
      proxy!.cutAt({
        nth: 1,
        loses: 'answer',
        isMeant: (one) => one.includes(command(name)),
        onCut: () => (isCut = true),
      });
      await changeCatalogue();
      await waitFor('the end of the network', () => isCut);
      await dying.crash();
      proxy!.heal();
      // It died before it had written another one.
      await engine.updateOne({ _id: 'checkpoint' }, { $set: { token, time } });
    };
    const write = async (name: string) => await shop.collection(name).insertOne({ at: new Date(), name });

    await dieAt('renameCollection', async () => {
      await write('ring');
      await shop.renameCollection('ring', 'renamedRing');
      await write('renamedRing');
    });
    await dieAt('renameCollection', async () => {
      await write('plain');
      await shop.collection('plain').createIndex({ n: 1 });
      await shop.renameCollection('plain', 'gone', { dropTarget: true });
      await write('gone');
      await shop.createCollection('plain', { viewOn: 'gone', pipeline: [] });
    });
    await dieAt('drop', async () => {
      await write('series');
      await shop.dropCollection('series');
      await shop.createCollection('series', series);
      await write('series');
    });
    await dieAt('create', async () => {
      await shop.createCollection('new', { capped: true, size: 4_096 });
      await write('new');
      await shop.dropCollection('new');
      await shop.createCollection('new', { clusteredIndex: { key: { _id: 1 }, unique: true } });
      await write('new');
    });
    await using last = await RunningSync.open(options);
    await last.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('leaves nothing behind and takes nothing away when what is done beside the stream comes late', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uriOf(destination.members[0]!));
    const [proxy] = destination.proxies;
    const shop = client.db('shop');
    const view = { viewOn: 'orders', pipeline: [] };
    for (const name of ['orders', 'log']) await shop.collection(name).insertOne({ n: 1 });
    for (const name of ['first', 'second', 'third']) await shop.createCollection(name, view);
    await client.db('viewsOnly').createCollection('before', view);
    const there = async (name: string) => await target.db('shop').listCollections({ name }).toArray();
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();

    // Servers make a collection for the index.
    for (const name of ['orders', 'log']) {
      const index = proxy!.holdNext(command('createIndexes'));
      await shop.collection(name).createIndex({ n: 1 });
      await waitFor('the index to be asked for', () => index.isHolding());
      await shop.dropCollection(name);
      await waitFor('the drop', async () => (await there(name)).length === 0);
      index.release();
      await waitFor('the index to be answered', () => sync.engine.run!.context.catalogSync.isIdle);
    }
    await shop.createCollection('log', { capped: true, size: 4_096 });
    await shop.collection('log').insertOne({ isCapped: true });

    // Servers drop views by name, whatever bears it by then.
    const drop = proxy!.holdNext(command('drop'));
    await shop.dropCollection('first');
    await waitFor('the drop of a view', () => drop.isHolding());
    for (const name of ['second', 'third']) await shop.dropCollection(name);
    await shop.createCollection('second', { timeseries: { timeField: 'at' } });
    await shop.collection('second').insertOne({ at: new Date() });
    await shop.collection('other').insertOne({ n: 2 });
    await shop.renameCollection('other', 'third');
    await shop.collection('first').insertOne({ n: 3 });
    drop.release();

    // Nothing else brings these up.
    await sync.engine.pause();
    await client.db('viewsOnly').dropCollection('before');
    await client.db('viewsOnly').createCollection('behind', view);
    await client.db('viewsMadeLater').createCollection('one', view);
    await sync.engine.resume();
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('that puts a view in the place of a collection which is being looked at is followed', async () => {
    await using source = await startReplicaSet({ proxied: true });
    await using destination = await startReplicaSet();
    const [proxy] = source.proxies;
    await using client = await MongoClient.connect(source.uriOf(source.members[0]!));
    const shop = client.db('shop');
    const replaceAt = async (name: string, coll: string, look: () => Promise<unknown>) => {
      const asked = proxy!.holdNext(`${command(name)}${String.fromCharCode(coll.length + 1)}\0\0\0${coll}\0`);
      const looking = look();
      await waitFor(`the ${name} of ${coll}`, () => asked.isHolding());
      await shop.dropCollection(coll);
      await shop.createCollection(coll, { viewOn: 'others', pipeline: [] });
      asked.release();
      await looking;
    };
    await shop.collection('copied').insertOne({ n: 1 });
    const options = { sourceUri: source.uri, destinationUri: destination.uri };
    let opened: RunningSync | undefined;
    await replaceAt('aggregate', 'copied', async () => {
      opened = await RunningSync.open({ ...options, start: {} });
    });
    await using sync = opened!;
    await sync.whenFollowing();
    await replaceAt('listIndexes', 'followed', async () => await shop.collection('followed').createIndex({ n: 1 }));
    await shop.collection('others').insertOne({ n: 2 });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('that comes back before the source is listed stops nothing, though the name is taken by then', async () => {
    await using source = await startReplicaSet({ proxied: true });
    await using destination = await startReplicaSet();
    const [proxy] = source.proxies;
    await using client = await MongoClient.connect(source.uriOf(source.members[0]!));
    const shop = client.db('shop');
    await shop.collection('orders').insertOne({ n: 1 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri });
    const listing = '\u0010listCollections\u0000';
    let listed = proxy!.holdNext(listing);
    const started = sync.engine.start({ source: 'cluster0', destination: 'cluster1' });
    await waitFor('the first listing behind the start of the stream', () => {
      if (!listed.isHolding()) return false;
      if (sync.engine.record?.phase === 'initializing') return true;
      const before = listed;
      listed = proxy!.holdNext(listing);
      before.release();
      return false;
    });
    await started;
    await shop.renameCollection('orders', 'kept');
    await shop.renameCollection('kept', 'orders');
    await shop.collection('kept').insertOne({ n: 2 });
    const followed = proxy!.holdNext('$changeStream');
    listed.release();
    await waitFor('the stream to be opened', () => followed.isHolding());
    await shop.renameCollection('orders', 'renamed');
    followed.release();
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
