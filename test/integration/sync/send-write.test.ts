import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../src/lib/monotonic.ts';
import { sendWrite, type WriteKind } from '../../../src/sync/send-write.ts';
import { WriteSessions } from '../../../src/sync/write-sessions.ts';
import { BSON, type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';

async function send(client: MongoClient, kind: WriteKind, db: string, coll: string, statements: readonly Document[]) {
  return await sendWrite(
    { client, sessions: new WriteSessions(client, 1), isSharded: false },
    {
      kind,
      namespace: { db, coll },
      statements: Buffer.concat(statements.map((statement) => BSON.serialize(statement))),
      numbering: 'together',
      until: monotonicMs() + 60_000,
    },
  );
}

describe('a command of many statements', await needs({ sharedServers: '>=6.0' }), () => {
  it('does what it can where the server refuses one of them, and tells which', async () => {
    await using databases = await openTestDatabases();
    const client = databases.destination;
    const db = databases.databaseName();
    const orders = client.db(db).collection<{ _id: number; n: number }>('orders');
    await orders.insertMany([1, 2, 3].map((_id) => ({ _id, n: 0 })));
    await orders.createIndex({ n: 1 }, { unique: true, partialFilterExpression: { n: { $gt: 0 } } });
    const updates = [1, 2, 3].map((_id) => ({ q: { _id }, u: { $inc: { n: _id === 3 ? 10 : 5 } } }));
    const { n, failures } = await send(client, 'update', db, 'orders', updates);
    expect({ n, failures }).toEqual({ n: 2, failures: [expect.objectContaining({ index: 1, code: 11000 })] });
    expect(await orders.find().toArray()).toEqual([
      { _id: 1, n: 5 },
      { _id: 2, n: 0 },
      { _id: 3, n: 10 },
    ]);
    const deletes = [1, 9, 3].map((_id) => ({ q: { _id }, limit: 1 }));
    expect(await send(client, 'delete', db, 'orders', deletes)).toMatchObject({ n: 2, failures: [] });
    expect(await orders.distinct('_id')).toEqual([2]);
  });

  it('is carried out for documents that do not fit into a small cache together with their records', async () => {
    await using databases = await openTestDatabases();
    const client = databases.destination;
    const db = databases.databaseName();
    const _id = 'k'.repeat(2_000_000);
    for (const letter of ['x', 'y', 'z']) {
      const q = { _id };
      const updates = [
        { q: { _id: letter }, u: { n: 1 }, upsert: true },
        { q, u: { _id, text: letter.repeat(12_500_000) }, upsert: true },
      ];
      expect(await send(client, 'update', db, 'large', updates)).toMatchObject({ n: 2, failures: [] });
      const found = await client.db(db).collection<{ _id: string; text: string }>('large').findOne(q);
      expect(found!.text.startsWith(letter)).toBe(true);
    }
  });

  it('is carried out where the server takes nothing in a transaction', async () => {
    await using databases = await openTestDatabases();
    const client = databases.destination;
    const db = databases.databaseName();
    await client.db(db).createCollection('log', { capped: true, size: 100_000 });
    const scripts = client.db(db).collection<{ _id: string }>('system.js');
    const log = client.db(db).collection<{ _id: string }>('log');
    for (const collection of [log, scripts]) {
      await collection.insertMany([{ _id: 'a' }, { _id: 'b' }]);
      const updates = ['a', 'b'].map((_id) => ({ q: { _id }, u: { $set: { code: _id } } }));
      expect(await send(client, 'update', db, collection.collectionName, updates)).toMatchObject({
        n: 2,
        failures: [],
      });
      expect(await collection.find().toArray()).toEqual(['a', 'b'].map((_id) => ({ _id, code: _id })));
    }
  });
});

describe('the term of a write', await needs({ mongod: '6.0' }), () => {
  it('is that of the primary that carried it out, on a connection from before the election as well', async () => {
    await using set = await startReplicaSet();
    await using client = await MongoClient.connect(set.uri, { maxPoolSize: 1 });
    // Two, since one alone is no transaction.
    const updates = [1, 2].map((n) => ({ q: {}, u: { $inc: { n } } }));
    const change = async () => await send(client, 'update', 'shop', 'orders', updates);
    const insert = async (_id: number) => await send(client, 'insert', 'shop', 'orders', [{ _id }]);
    const { term: before } = await insert(1);
    expect(before).toBeTypeOf('number');
    expect((await change()).term).toBe(before);
    await set.stepDown();
    const { term: after } = await change();
    expect(after).toBeGreaterThan(before!);
    expect((await insert(2)).term).toBe(after);
  });
});
