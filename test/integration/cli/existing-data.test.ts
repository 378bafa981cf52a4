import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';

describe('data that the destination has already', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => {
    await pair.reset();
    await pair.destinationClient
      .db('shop')
      .collection('orders')
      .insertMany([{ theirs: 1 }, { theirs: 2 }]);
    await pair.destinationClient.db('theirs').collection('kept').insertOne({ theirs: 3 });
  });

  afterAll(async () => await pair[Symbol.asyncDispose]());

  const blocks = (existingData: string, filters?: object) => ({
    destination: { uri: { env: 'DESTINATION_URI' }, existingData },
    ...(filters ? { filters } : {}),
  });
  const shopOnly = { include: [{ database: 'shop' }] };
  const theirs = async (database: string, collection: string) =>
    await pair.destinationClient
      .db(database)
      .collection(collection)
      .countDocuments({ theirs: { $exists: true } });

  it('blocks the plan where nothing else is said', async () => {
    await using project = await pair.project();
    const { stdout, exitCode } = await project.godwit('plan');
    expect(exitCode).toBe(3);
    expect(stdout).toContain('GW202');
    expect(stdout).toContain('shop.orders');
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(3);
    expect(await theirs('shop', 'orders')).toBe(2);
  });

  it('is dropped by a step of its own that wants the name', async () => {
    await using project = await pair.project({ file: blocks('clear', shopOnly) });
    const { stdout } = await project.godwit('plan');
    expect(stdout).toMatch(/! Drop what is in the way on the destination: 1 collections? and views with 2 documents/);
    expect(stdout).toContain('shop.orders: 2 documents');
    expect(stdout).not.toContain('theirs.kept');

    const unconfirmed = await project.godwit('apply', '--auto-approve');
    expect(unconfirmed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--confirm shop') });
    const misspelt = await project.godwit('apply', '--auto-approve', '--confirm', 'shopp');
    expect(misspelt).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW814') });
    expect(await theirs('shop', 'orders')).toBe(2);

    await project.apply();
    expect(await theirs('shop', 'orders')).toBe(0);
    expect(await theirs('theirs', 'kept')).toBe(1);
    expect(await pair.destinationClient.db('shop').collection('orders').countDocuments()).toBeGreaterThan(0);
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
  });

  it('is dropped under the names that the mapping gives', async () => {
    const filters = { ...shopOnly, mapping: [{ from: 'shop', to: 'theirs' }] };
    await pair.destinationClient.db('theirs').collection('orders').insertOne({ theirs: 1 });
    await using project = await pair.project({ file: blocks('clear', filters) });
    await project.apply();
    expect(await theirs('theirs', 'orders')).toBe(0);
    expect(await theirs('shop', 'orders')).toBe(2);
    expect(await pair.destinationClient.db('theirs').collection('orders').countDocuments()).toBeGreaterThan(0);
  });

  it('is left alone where the filters leave it out', async () => {
    await pair.destinationClient.db('shop').dropDatabase();
    await using project = await pair.project({ file: blocks('keep', shopOnly) });
    await project.apply();
    expect(await theirs('theirs', 'kept')).toBe(1);
  });
});
