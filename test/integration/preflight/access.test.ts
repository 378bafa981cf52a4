import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import { connectCluster } from '../../../src/mongo/connect.ts';
import { requiredAccess } from '../../../src/preflight/access/required-access.ts';
import { type Db, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { codesOf, validateOnline } from './online.ts';

/** What the checks advise to give to the migration's own users. */
const sourceRoles = ['readAnyDatabase', 'clusterMonitor', 'backup'];
const destinationRoles = ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor'];

describe('users of a real server with access control', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let root: MongoClient;
  beforeAll(async () => {
    const options = { auth: true, version: '6.0' } as const;
    [source, destination] = await Promise.all([startReplicaSet(options), startReplicaSet(options)]);
    root = new MongoClient(source.uri);
    await root.db('shop').collection('orders').insertOne({ number: 1 });
  });
  afterAll(async () => {
    await root.close();
    await Promise.all([source[Symbol.asyncDispose](), destination[Symbol.asyncDispose]()]);
  });

  const userOf = async (set: ReplicaSet, name: string, roles: string[]) =>
    await set.createUser({ user: name, password: 'secret' }, roles);

  it('may do everything with the roles that are advised', async () => {
    const sourceUri = await userOf(source, 'all', sourceRoles);
    const destinationUri = await userOf(destination, 'all', destinationRoles);
    const { exitCode, findings } = await validateOnline({ sourceUri, destinationUri });
    expect(exitCode).toBe(0);
    // What only people who manage users may see.
    expect(codesOf(findings)).toEqual(['GW322 info', 'GW518 info']);
    for (const { summary, hint } of findings) {
      expect(summary).toMatch(/^Not checked on the source/);
      expect(hint).toBe('db.getSiblingDB("admin").grantRolesToUser("all", ["userAdminAnyDatabase"]) on the source');
    }
  });

  it('gets no answer to the login, and does not wait for it for ever', async () => {
    await using proxy = await TcpProxy.start({ target: source.members[0]!.host });
    const behindProxy = new URL(source.uri);
    behindProxy.host = proxy.host;
    behindProxy.searchParams.set('directConnection', 'true');
    const uri = new Secret(behindProxy.href, 'test');
    const timeoutMs = 500;
    const forgetLogins = () => proxy.forgetWhere('saslContinue', 'message', forgetLogins);
    forgetLogins();
    await expect(connectCluster({ uri, role: 'source', timeoutMs })).rejects.toMatchObject({
      code: 'GW502',
      summary: `The source (${proxy.host}) answers, but not to the login`,
    });
    // Later as well: as many logins as a pool begins at once are forgotten, and others are made behind them.
    proxy.heal();
    await using cluster = await connectCluster({ uri, role: 'source', timeoutMs });
    let forgotten = 0;
    let made = 0;
    cluster.client.on('connectionReady', () => {
      made += 1;
    });
    const forgetTwo = () => {
      forgotten += 1;
      if (forgotten < 2) proxy.forgetWhere('saslContinue', 'message', forgetTwo);
    };
    proxy.forgetWhere('saslContinue', 'message', forgetTwo);
    const busy = { find: 'orders', filter: { $where: 'sleep(200) || true' } };
    await waitFor('connections behind those that are forgotten', async () => {
      await Promise.allSettled(Array.from({ length: 8 }, async () => await cluster.client.db('shop').command(busy)));
      return forgotten === 2 && made > 0;
    });
  });

  it('is not shared with an application', async () => {
    const sourceUri = await userOf(source, 'shared', [...sourceRoles, 'userAdminAnyDatabase']);
    const destinationUri = await userOf(destination, 'alone', destinationRoles);
    await using own = new MongoClient(sourceUri, { appName: 'mongosh 2.3.1' });
    await own.db('shop').command({ ping: 1 });
    const quiet = await validateOnline({ sourceUri, destinationUri });
    expect(codesOf(quiet.findings)).not.toContain('GW521 warning');
    await using application = new MongoClient(sourceUri, { appName: 'billing' });
    await application.db('shop').collection('orders').findOne();
    const { findings } = await validateOnline({ sourceUri, destinationUri });
    const found = findings.find(({ code }) => code === 'GW521');
    expect(found?.summary).toContain('as "shared", the user of the migration: billing from 127.0.0.1');
  });

  it.each(sourceRoles)('is told that the source user lacks %s', async (missing) => {
    const name = `without-${missing}`;
    const sourceUri = await userOf(
      source,
      name,
      sourceRoles.filter((role) => role !== missing),
    );
    const { exitCode, findings } = await validateOnline({ sourceUri, destinationUri: destination.uri });
    const [found] = findings.filter(({ code }) => code === 'GW510');
    expect(found?.hint).toContain(
      `db.getSiblingDB("admin").grantRolesToUser("${name}", [{ role: "${missing}", db: "admin" }]) on the source`,
    );
    // The engine goes without what only shows lag and oplog.
    expect([exitCode, found?.severity]).toEqual(missing === 'clusterMonitor' ? [0, 'warning'] : [3, 'error']);
    // Granting what it says is all that it takes.
    await root.db('admin').command({ grantRolesToUser: name, roles: [missing] });
    expect((await validateOnline({ sourceUri, destinationUri: destination.uri })).exitCode).toBe(0);
  });

  it.each(destinationRoles)('is told that the destination user lacks %s', async (missing) => {
    const name = `without-${missing}`;
    const destinationUri = await userOf(
      destination,
      name,
      destinationRoles.filter((role) => role !== missing),
    );
    const { exitCode, findings } = await validateOnline({ sourceUri: source.uri, destinationUri });
    const [found] = findings.filter(({ code }) => code === 'GW511');
    expect(found?.hint).toContain(`{ role: "${missing}", db: "admin" }`);
    expect([exitCode, found?.severity]).toEqual(missing === 'clusterMonitor' ? [0, 'warning'] : [3, 'error']);
  });

  it('never takes for good what it may not see', async () => {
    const sourceUri = await userOf(source, 'blind', ['readAnyDatabase']);
    const { findings } = await validateOnline({ sourceUri, destinationUri: destination.uri });
    const blind = findings.filter(({ summary }) => summary.startsWith('Not checked on the source'));
    expect(blind.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['GW105', 'GW106', 'GW108', 'GW109', 'GW113', 'GW401', 'GW403', 'GW518']),
    );
    for (const { hint, detail } of blind) {
      expect(hint).toMatch(/grantRolesToUser\("blind", \["\w+"\]\) on the source/);
      expect(detail).toMatch(/may not ask for it/);
    }
  });

  it('learns what a user who may do almost nothing cannot even look at', async () => {
    const sourceUri = await source.createUser({ user: 'almost', password: 'secret' }, [{ role: 'read', db: 'shop' }]);
    const { exitCode, findings } = await validateOnline({ sourceUri, destinationUri: destination.uri });
    expect(exitCode).toBe(3);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(codesOf(errors)).toEqual(['GW116 error', 'GW510 error']);
    expect(errors[0]?.hint).toBe(
      'db.getSiblingDB("admin").grantRolesToUser("almost", ["readAnyDatabase"]) on the source',
    );
  });

  it('is warned of users whom the write block does not stop, and of users without a counterpart', async () => {
    await root.db('admin').command({
      createRole: 'late',
      privileges: [{ resource: { cluster: true }, actions: ['bypassWriteBlockingMode'] }],
      roles: [],
    });
    await userOf(source, 'a-writer', ['late']);
    const { findings } = await validateOnline({ sourceUri: source.uri, destinationUri: destination.uri });
    const [unstoppable] = findings.filter(({ code }) => code === 'GW518');
    expect(unstoppable?.objects?.first).toContain('admin.a-writer (admin.late)');
    const [unknown] = findings.filter(({ code }) => code === 'GW322');
    expect(unknown?.objects?.first).toContain('admin.a-writer');
  });

  it('may carry a whole sync with them', async () => {
    const shop = root.db('shop');
    await shop.command({ collMod: 'orders', validator: { number: { $type: 'int' } } });
    await shop.collection('orders').createIndex({ number: 1 }, { unique: true });
    await shop.collection('orders').insertOne({ number: 'none' }, { bypassDocumentValidation: true });
    await shop.createCollection('readings', { timeseries: { timeField: 'at' } });
    await shop.collection('readings').insertOne({ at: new Date(), value: 1 });
    await shop.createCollection('recent', { viewOn: 'orders', pipeline: [{ $sort: { _id: -1 } }] });
    const sourceUri = await userOf(source, 'syncing', sourceRoles);
    const destinationUri = await userOf(destination, 'syncing', destinationRoles);
    await using sync = await RunningSync.open({
      sourceUri,
      destinationUri,
      start: { verification: { enabled: true } },
    });
    await sync.whenFollowing();
    await shop.collection('orders').insertOne({ number: 2 });
    await shop.collection('later').insertOne({ made: 'while following' });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('may carry stored functions with them, and drop them', async () => {
    const [kept, dropped] = ['kept', 'dropped'].map((name) => root.db(name));
    const store = async (db: Db, name: string) =>
      await db.collection<{ _id: string; value: number }>('system.js').insertOne({ _id: name, value: 1 });
    await Promise.all([kept!, dropped!].map(async (db) => await store(db, 'there')));
    const sourceUri = await userOf(source, 'functions', sourceRoles);
    const destinationUri = await userOf(destination, 'functions', destinationRoles);
    await using there = await MongoClient.connect(destination.uri);
    await dropDatabases(there);
    await using sync = await RunningSync.open({ sourceUri, destinationUri, start: {} });
    await sync.whenFollowing();
    await store(kept!, 'later');
    await dropped!.dropDatabase();
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('may carry a whole sync with exactly the privileges that are asked for', async () => {
    const situation = { isBlocked: false, isSharded: false, stopsBalancer: false, shards: 'nothing' } as const;
    const privileges = requiredAccess('builtin', 'destination', situation).flatMap(({ place, actions }): object[] => {
      if (place === 'cluster') return [{ resource: { cluster: true }, actions }];
      return ['exact', '__godwit'].map((db) => ({ resource: { db, collection: '' }, actions }));
    });
    await using there = await MongoClient.connect(destination.uri);
    await dropDatabases(there);
    await there.db('admin').command({ createRole: 'exactly', privileges, roles: [] });
    const destinationUri = await userOf(destination, 'exactly', ['exactly']);
    const exact = root.db('exact');
    await exact.collection('orders').createIndex({ number: 1 }, { unique: true });
    await exact.collection('orders').insertOne({ number: 1 });
    const includeNamespaces = [{ database: 'exact' }];
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri, start: { includeNamespaces } });
    await sync.whenFollowing();
    await exact.collection('orders').rename('sales');
    await exact
      .collection('sales')
      .aggregate([{ $out: 'copies' }])
      .toArray();
    await exact.createCollection('log', { capped: true, size: 100_000 });
    await exact.command({ convertToCapped: 'copies', size: 100_000 });
    await exact.createCollection('recent', { viewOn: 'sales', pipeline: [{ $sort: { _id: -1 } }] });
    await exact.collection('short').insertOne({});
    await exact.collection('short').drop();
    await sync.commit();
    await expectSameData(source.uri, destination.uri, { databases: ['exact'] });
  });
});
