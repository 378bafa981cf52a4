import { describe, expect, it } from 'vitest';
import { noIndexBuilds } from '../../../src/apply/gates/quiet-source.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('the gate on index builds', await needs({ mongod: '>=6.0' }), () => {
  it('is closed as long as an index is built, and says where', async () => {
    await using server = await startReplicaSet({ setParameters: { enableTestCommands: 1 } });
    await using client = new MongoClient(server.uri);
    const read = async () => await noIndexBuilds.read(undefined as never, { closing: { client } } as never);
    const hold = async (mode: 'alwaysOn' | 'off') =>
      await client.db('admin').command({ configureFailPoint: 'hangAfterStartingIndexBuild', mode });
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({ number: 7 });
    expect(await read()).toEqual({ isOpen: true, words: 'no index builds on the source' });

    await hold('alwaysOn');
    const built = orders.createIndex({ number: 1 });
    await waitFor('the build', async () => !(await read()).isOpen);
    expect((await read()).words).toMatch(/index builds on the source: .*shop\.orders/);

    await hold('off');
    await built;
    expect((await read()).isOpen).toBe(true);
  });
});
