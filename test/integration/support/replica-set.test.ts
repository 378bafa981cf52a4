import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { startStandalone } from '../../support/servers/standalone.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { waitFor } from '../../support/wait-for.ts';

const majority = { writeConcern: { w: 'majority' as const } };

describe('a replica set of one', await needs({ mongod: '>=6.0' }), () => {
  it('keeps its data over a stop, a kill and a step-down', async () => {
    await using set = await startReplicaSet();
    const [member] = set.members;
    const count = () => withClient(set.uri, (client) => client.db('shop').collection('orders').countDocuments());
    const add = () => withClient(set.uri, (client) => client.db('shop').collection('orders').insertOne({}, majority));

    await add();
    await member!.restart();
    await add();
    await member!.kill();
    expect(member!.isRunning).toBe(false);
    await member!.restart();
    await set.stepDown();
    await add();
    expect(await count()).toBe(3);
  });

  it('lets users do what their roles allow, and nobody else anything', async () => {
    await using set = await startReplicaSet({ auth: true });
    const uri = await set.createUser({ user: 'reader', password: 'p/:@?' }, [{ role: 'read', db: 'shop' }]);
    const orders = (client: MongoClient) => client.db('shop').collection('orders');
    await withClient(set.uri, (client) => orders(client).insertOne({}));
    expect(await withClient(uri, (client) => orders(client).countDocuments())).toBe(1);
    await expect(withClient(uri, (client) => orders(client).insertOne({}))).rejects.toThrow(/not authorized/);
    const stranger = set.uriFor(undefined);
    await expect(withClient(stranger, (client) => orders(client).countDocuments())).rejects.toThrow(/authentication/);
  });
});

describe('a replica set of three', await needs({ mongod: '>=6.0' }), () => {
  it('elects another primary when one is killed, frozen or told to step down', async () => {
    await using set = await startReplicaSet({ members: 3 });
    const first = await set.primary();
    const second = await set.stepDown();
    expect(second).not.toBe(first);

    second.pause();
    const third = await set.primary();
    expect(third).not.toBe(second);
    second.resume();
    await set.allReady();

    await third.kill();
    expect(await set.primary()).not.toBe(third);
    await third.restart();
    await set.allReady();
    expect(await set.secondaries()).toHaveLength(2);
  });

  it('rolls back what only the lost primary had', async () => {
    await using set = await startReplicaSet({ members: 3 });
    const names = (client: MongoClient) => client.db('shop').collection<{ name: string }>('orders');
    await withClient(set.uri, (client) => names(client).insertOne({ name: 'kept' }, majority));
    await set.rollBack(async (client) => {
      await names(client).insertOne({ name: 'lost' }, { writeConcern: { w: 1, journal: true } });
      expect(await names(client).countDocuments()).toBe(2);
    });
    const left = await withClient(set.uri, (client) => names(client).distinct('name'));
    expect(left).toEqual(['kept']);
  });

  it('is reached through its proxies, and notices when they fail', async () => {
    await using set = await startReplicaSet({ members: 3, proxied: true });
    const primary = await set.primary();
    expect(set.hosts).not.toContain(primary.host);
    await using client = await MongoClient.connect(set.uri);
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({}, majority);

    set.proxies[set.members.indexOf(primary)]!.cut();
    // The others cannot reach the primary any more, and the driver finds the one they elect.
    await waitFor('the driver to find the new primary', () => orders.insertOne({}, majority));
    expect(await set.primary()).not.toBe(primary);
    expect(await orders.countDocuments()).toBe(2);
  });
});

describe('servers that speak TLS only', await needs({ mongod: '>=6.0', tool: 'openssl' }), () => {
  it('are a set with access control, or stand alone', async () => {
    await using set = await startReplicaSet({ auth: true, tls: true });
    await using standalone = await startStandalone({ auth: true, tls: true });
    for (const { uri } of [set, standalone]) {
      expect(await withClient(uri, (client) => client.db('shop').collection('orders').countDocuments())).toBe(0);
      const plain = uri.replace(/tls=true&tlsCAFile=[^&]+/, '');
      const options = { serverSelectionTimeoutMS: 500 };
      await expect(withClient(plain, (client) => client.db('shop').command({ ping: 1 }), options)).rejects.toThrow();
    }
  });
});

describe.each(['5.0', '4.4', '4.2'])('a replica set of %s', async (version) => {
  it('starts, restarts and elects', await needs({ mongod: version }), async () => {
    await using set = await startReplicaSet({ members: 3, version });
    await withClient(set.uri, (client) => client.db('shop').collection('orders').insertOne({}, majority));
    const first = await set.primary();
    await first.kill();
    await set.primary();
    await first.restart();
    await set.allReady();
    expect(set.version.startsWith(version)).toBe(true);
  });
});
