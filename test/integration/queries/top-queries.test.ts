import { describe, expect, it } from 'vitest';
import { compareQueryPlans } from '../../../src/queries/compare-plans.ts';
import { type TopQuery, topQueries } from '../../../src/queries/top-queries.ts';
import type { Db } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';

describe('the queries that the source is asked most', await needs({ sharedServers: '>=6.0' }), () => {
  const { signal } = new AbortController();

  async function fill(db: Db, indexes: readonly string[]): Promise<void> {
    const orders = Array.from({ length: 2_000 }, (_, n) => ({
      n,
      customer: n % 500,
      city: n % 3,
      note: `secret ${n}`,
    }));
    await db.collection('orders').insertMany(orders);
    for (const field of indexes) await db.collection('orders').createIndex({ [field]: 1 });
  }

  const ofDatabase = (name: string) => ({
    isInScope: async ({ db }: { db: string }) => db === name,
    ownName: 'nobody',
    signal,
    most: 20,
    lookForMs: 1_000,
  });
  const shapes = (found: readonly TopQuery[]) => found.map(({ shape }) => shape);

  it('are found by the profiler, by the log, by the plan cache, and while they run', async () => {
    await using servers = await openTestDatabases();
    const name = servers.databaseName();
    const db = servers.source.db(name);
    const orders = db.collection('orders');
    await fill(db, ['customer', 'city']);
    const look = async () => shapes(await topQueries(servers.source, ofDatabase(name)));

    expect((await look()).join()).not.toContain('n: ?');
    await db.command({ profile: 2 });
    await orders.find({ n: 7 }).sort({ city: 1 }).toArray();
    await orders.updateOne({ n: 8, city: 1 }, { $set: { seen: true } });
    await db.command({ profile: 0 });
    expect(await look()).toEqual(
      expect.arrayContaining([`${name}.orders {n: ?} sort {"city":1}`, `${name}.orders {n: ?, city: ?}`]),
    );

    const { slowms } = await db.command({ profile: 0, slowms: -1 });
    await orders.countDocuments({ note: 'secret 9' });
    await db.command({ profile: 0, slowms });
    expect(await look()).toContain(`${name}.orders {note: ?}`);

    for (let times = 0; times < 3; times += 1) await orders.find({ customer: 4, city: 1 }).toArray();
    expect(await look()).toContain(`${name}.orders {customer: ?, city: ?}`);

    const slow = orders.find({ customer: 3, $where: 'sleep(100) || true' }).toArray();
    const [running] = await Promise.all([look(), slow]);
    expect(running).toContain(`${name}.orders {customer: ?, $where: ?}`);
    expect(running.join()).not.toContain('secret');
  });

  it('are explained on both sides, and what the destination does worse is told', async () => {
    await using servers = await openTestDatabases();
    const name = servers.databaseName();
    const there = servers.databaseName();
    await fill(servers.source.db(name), ['customer', 'n']);
    await fill(servers.destination.db(there), ['n']);
    const db = servers.source.db(name);
    await db.command({ profile: 2 });
    await db.collection('orders').find({ customer: 4 }).toArray();
    await db
      .collection('orders')
      .find({ n: { $gt: 1_990 } })
      .toArray();
    await db.collection('orders').find({ note: 'secret 3' }).toArray();
    await db.collection('orders').find({ customer: 5 }).hint('customer_1').toArray();
    await db.command({ profile: 0 });
    const compared = await compareQueryPlans(servers.source, servers.destination, {
      ...ofDatabase(name),
      toDestination: ({ coll }) => ({ db: there, coll }),
    });
    expect(compared.compared).toBeGreaterThanOrEqual(4);
    expect(new Map(compared.regressions.map(({ shape, words }) => [shape, words]))).toEqual(
      new Map([
        [`${name}.orders {customer: ?}`, 'the destination scans the whole collection, the source uses customer_1'],
        [
          `${name}.orders {customer: ?} hint customer_1`,
          'the destination refuses it (BadValue), the source answers it',
        ],
      ]),
    );
  });
});
