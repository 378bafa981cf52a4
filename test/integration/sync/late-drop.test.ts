import { expect, it } from 'vitest';
import { dropCollection } from '../../../src/sync/catalog/destination-collections.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { waitFor } from '../../support/wait-for.ts';

it(
  'a drop that arrives late takes nothing away that was made of the name since',
  await needs({ sharedServers: '>=6.0' }),
  async () => {
    await using databases = await openTestDatabases();
    const direct = databases.destination.db(databases.databaseName());
    await direct.createCollection('log');
    await using proxy = await TcpProxy.start({ target: databases.destination.options.hosts[0]!.toString() });
    await using client = await MongoClient.connect(`mongodb://${proxy.host}/?directConnection=true`);
    const drop = proxy.holdNext('\u0002drop\u0000');
    const lease = { remainingMs: () => 1_000 };
    const dropped = dropCollection({ client, lease }, { db: direct.databaseName, coll: 'log' });
    await waitFor('the drop to be sent', () => drop.isHolding());
    // Whoever comes next has dropped it too, and filled another.
    await direct.dropCollection('log');
    await direct.collection('log').insertOne({ isNew: true });
    drop.release();
    await dropped;
    expect(await direct.collection('log').countDocuments()).toBe(1);
    await dropCollection({ client, lease }, { db: direct.databaseName, coll: 'log' });
    expect(await direct.listCollections({ name: 'log' }).toArray()).toEqual([]);
  },
);
