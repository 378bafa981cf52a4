import { describe, expect, it } from 'vitest';
import { readIntoCache } from '../../../src/apply/warm/read-into-cache.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';

describe('what is read to warm a cache', await needs({ sharedServers: '>=6.0' }), () => {
  const { signal } = new AbortController();
  const documents = 2_000;
  const names = ['n_1', 'half', 'words_text', 'hidden', 'gone'];

  it('is the index entries without their documents, and the documents, newest first and within the limits', async () => {
    await using servers = await openTestDatabases();
    const { destination: client } = servers;
    const namespace = { db: servers.databaseName(), coll: 'orders' };
    const db = client.db(namespace.db);
    const orders = db.collection('orders');
    await orders.insertMany(Array.from({ length: documents }, (_, n) => ({ n, words: `word ${n}`.repeat(20) })));
    await orders.createIndex({ n: 1 });
    await orders.createIndex({ n: -1 }, { name: 'half', partialFilterExpression: { n: { $gte: documents / 2 } } });
    await orders.createIndex({ words: 'text' });
    await orders.createIndex({ words: 1 }, { name: 'hidden', hidden: true });

    const read = async (maxBytes: number, forMs = 30_000) => {
      await db.command({ profile: 2 });
      const limits = { maxBytes, endsAt: performance.now() + forMs, signal };
      const told = await readIntoCache(client, namespace, names, limits);
      await db.command({ profile: 0 });
      const profile = db.collection('system.profile');
      const done = await profile
        .find({ 'command.aggregate': 'orders', planSummary: /SCAN/ }, { sort: { $natural: 1 } })
        .toArray();
      await profile.drop();
      const figures = done.map(({ planSummary, keysExamined, docsExamined, nreturned }: Document) => {
        return [planSummary.split(' ')[0], keysExamined, docsExamined, nreturned];
      });
      return { told, figures };
    };

    const whole = await read(1e9);
    expect(whole.told).toMatchObject({ indexes: 2, bytes: expect.toSatisfy((bytes) => bytes > documents * 100) });
    expect(whole.figures).toEqual([
      // One more than there are: the end is met.
      ['COUNT_SCAN', documents + 1, 0, 1],
      ['COUNT_SCAN', documents / 2 + 1, 0, 1],
      ['COLLSCAN', 0, documents, 1],
    ]);

    const { figures: part } = await read(4_000);
    expect(part).toHaveLength(1);
    expect(part[0]).toEqual(['IXSCAN', expect.toSatisfy((keys) => keys > 0 && keys < documents), 0, 1]);

    expect(await read(1e9, 0)).toEqual({ told: { indexes: 0, bytes: 0 }, figures: [] });
    const limits = { maxBytes: 1e9, endsAt: performance.now() + 30_000, signal };
    expect(await readIntoCache(client, { ...namespace, coll: 'gone' }, names, limits)).toEqual({
      indexes: 0,
      bytes: 0,
    });
  });
});
