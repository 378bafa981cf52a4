import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeSearch } from '../../../src/observe/observe-search.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';

const db = 'shop';

/** A server that does not know $listSearchIndexes, which came with 6.0.7. */
describe('search indexes behind an old server', await needs({ mongod: '5.0' }), () => {
  let server: ReplicaSet;
  let client: MongoClient;
  beforeAll(async () => {
    server = await startReplicaSet({ version: '5.0' });
    client = await new MongoClient(server.uri).connect();
    await client.db(db).collection('orders').insertOne({ a: 1 });
  });
  afterAll(async () => {
    await client?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const inAtlas = ['orders-shard-00-00.ab1.mongodb.net:27017'];
  const index = (coll: string) => ({ namespace: `${db}.${coll}`, name: 'default', type: 'search', definition: {} });
  const seen = async (hosts: readonly string[], ...rest: [Parameters<typeof observeSearch>[3]?]) =>
    await observeSearch(client, hosts, [{ db, coll: 'orders' }], rest[0]);

  it('are none elsewhere, and unknown in Atlas rather than none', async () => {
    expect(await seen(['127.0.0.1:27017'])).toEqual({ searchIndexes: { isKnown: true, value: [] }, hasSearch: false });
    expect(await seen(inAtlas)).toMatchObject({
      searchIndexes: { isKnown: false, because: { kind: 'unsupported', asked: '$listSearchIndexes' } },
    });
  });

  it('are told by Atlas, of what is in scope', async () => {
    const asked: (readonly string[])[] = [];
    const told = await seen(inAtlas, async (hosts) => {
      asked.push(hosts);
      return [index('orders'), index('elsewhere')];
    });
    expect(told).toEqual({ searchIndexes: { isKnown: true, value: [index('orders')] }, hasSearch: true });
    expect(asked).toEqual([inAtlas]);
    const refused = await seen(inAtlas, async () => await Promise.reject(new Error('Atlas does not allow it')));
    expect(refused).toMatchObject({
      searchIndexes: {
        isKnown: false,
        because: { detail: 'Atlas does not allow it', role: 'Project Data Access Read Write' },
      },
    });
  });
});
