import { describe, expect, it } from 'vitest';
import type { GateContext } from '../../../src/apply/gates/gate.ts';
import { verifiedWithinGate } from '../../../src/apply/gates/verified-within.ts';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { ClusterTime } from '../../../src/mongo/cluster-time.ts';
import { connectCluster } from '../../../src/mongo/connect.ts';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import { markSource } from '../../../src/sync/commit.ts';
import { compareQuiet } from '../../../src/verify/compare-quiet.ts';
import { BesideVerification } from '../../../src/verify/verify-beside.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The engine is the test itself: it copies, and tells how far it is. */
describe('a verification beside an engine', await needs({ sharedServers: '>=6.0' }), () => {
  async function open(repairsMismatches: boolean) {
    const servers = await openTestDatabases();
    const name = servers.databaseName();
    const [source, destination] = await Promise.all([
      connectCluster({ uri: new Secret(servers.sourceUri, 'source'), role: 'source' }),
      connectCluster({ uri: new Secret(servers.destinationUri, 'destination'), role: 'destination' }),
    ]);
    const filter = new NamespaceFilter({ include: [{ database: name }], exclude: [] }, source.client);
    const documents = Array.from({ length: 50 }, (_, _id) => ({ _id, text: 'equal' }) as Document);
    await servers.source.db(name).collection('orders').insertMany(documents);
    await servers.destination.db(name).collection('orders').insertMany(documents);
    return {
      database: (side: 'source' | 'destination') => servers[side].db(name),
      orders: (side: 'source' | 'destination') =>
        servers[side].db(name).collection<Document & { _id: number }>('orders'),
      source,
      destination,
      filter,
      start: async () =>
        await BesideVerification.start({
          source,
          destination,
          filter,
          extent: { mode: 'full' },
          repairsMismatches,
        }),
      tellApplied: async (verification: BesideVerification) =>
        verification.told({ appliedTime: await markSource(source.client), lagSeconds: undefined }),
      async [Symbol.asyncDispose]() {
        await Promise.all([source[Symbol.asyncDispose](), destination[Symbol.asyncDispose]()]);
        await servers[Symbol.asyncDispose]();
      },
    };
  }

  it('grows stale when the engine stands still, and the gate of the cutover closes until it is fresh again', async () => {
    await using servers = await open(false);
    await using verification = await servers.start();
    const gate = verifiedWithinGate(1_000);
    const read = async () =>
      await gate.read(
        { progress: { verification: verification.status() } } as unknown as EngineObservation,
        {
          closing: servers.source,
        } as unknown as GateContext,
      );
    expect(await read()).toMatchObject({ isOpen: false, words: expect.stringContaining('not verified yet') });
    await waitFor('a fresh result', async () => {
      await servers.tellApplied(verification);
      return (await read()).isOpen;
    });
    // The source goes on, and the engine does not.
    const { words } = await waitFor('the result to be stale', async () => {
      await markSource(servers.source.client);
      const reading = await read();
      return !reading.isOpen && reading;
    });
    expect(words).toMatch(/^verified [2-9]\d* s ago \(at most 1 s ago\)$/);
    await waitFor('a fresh result', async () => {
      await servers.tellApplied(verification);
      return (await read()).isOpen;
    });
  });

  it('repairs what the engine lost, left or changed, and nothing once applications may write', async () => {
    await using servers = await open(true);
    await servers.orders('destination').deleteOne({ _id: 1 });
    await servers.orders('destination').insertOne({ _id: 1_000, text: 'extra' });
    await servers.orders('destination').updateOne({ _id: 2 }, { $set: { text: 'different' } });
    await using verification = await servers.start();
    const status = await waitFor('the repairs', async () => {
      await servers.tellApplied(verification);
      const seen = verification.status();
      return seen.watermark !== undefined && seen;
    });
    expect(status).toMatchObject({ mismatchCount: 0, repaired: { count: 3 } });
    expect(status.repaired!.documents.map(({ kind }) => kind).sort()).toEqual(['different', 'extra', 'missing']);
    const sorted = async (side: 'source' | 'destination') =>
      await servers
        .orders(side)
        .find({}, { sort: { _id: 1 } })
        .toArray();
    expect(await sorted('destination')).toEqual(await sorted('source'));

    await verification.endRepairs();
    await servers.orders('destination').updateOne({ _id: 3 }, { $set: { text: 'by an application' } });
    await servers.orders('source').updateOne({ _id: 3 }, { $set: { seen: true } });
    await waitFor('the difference', async () => {
      await servers.tellApplied(verification);
      return verification.status().mismatchCount === 1;
    });
    expect(await servers.orders('destination').findOne({ _id: 3 })).toMatchObject({ text: 'by an application' });
    expect(verification.status().repaired).toMatchObject({ count: 3 });
  });

  it('says nothing of a collection that came late before that is compared', async () => {
    await using servers = await open(false);
    await using verification = await servers.start();
    const whenVerified = async (time: ClusterTime) =>
      await waitFor(
        'a result',
        async () => {
          await servers.tellApplied(verification);
          const status = verification.status();
          return (status.watermark ?? 0n) >= time && status;
        },
        { intervalMs: 1 },
      );
    await whenVerified(await markSource(servers.source.client));
    for (let round = 0; round < 3; round += 1) {
      const name = `late${round}`;
      await servers.database('destination').createCollection(name);
      await servers.database('source').collection(name).insertOne({ isLost: true });
      const { mismatchCount } = await whenVerified(await markSource(servers.source.client));
      expect(mismatchCount).toBe(round + 1);
    }
  });

  it('does not take a collection for equal that the engine makes late', async () => {
    await using servers = await open(false);
    await using verification = await servers.start();
    await servers.database('source').collection('late').insertOne({ isLost: true });
    const mark = await markSource(servers.source.client);
    const seen = async () => {
      await servers.tellApplied(verification);
      return verification.status();
    };
    await waitFor('the collection to be missed', async () => {
      const { watermark = 0n, mismatches } = await seen();
      return watermark >= mark && mismatches.some(({ id }) => id === 'the whole collection');
    });
    await servers.database('destination').createCollection('late');
    let isTakenForEqual = false;
    await waitFor(
      'its document to be missed',
      async () => {
        const { watermark = 0n, mismatches } = await seen();
        if (watermark >= mark && mismatches.length === 0) isTakenForEqual = true;
        return mismatches.some(({ id }) => id !== 'the whole collection');
      },
      { intervalMs: 1 },
    );
    expect(isTakenForEqual).toBe(false);
  });

  it('repairs in a comparison of clusters that stand still only where that is asked for', async () => {
    await using servers = await open(true);
    const { signal } = new AbortController();
    await servers.orders('destination').deleteOne({ _id: 1 });
    await servers.orders('destination').updateOne({ _id: 2 }, { $set: { text: 'different' } });
    const compare = async (repairsMismatches: boolean) =>
      await compareQuiet(
        {
          source: servers.source.client,
          destination: servers.destination.client,
          filter: servers.filter,
          extent: { mode: 'full' },
          canCompareUuid: servers.source.facts.canCompareUuid,
          repairsMismatches,
        },
        signal,
      );
    expect(await compare(false)).toMatchObject({ mismatchCount: 2, repaired: undefined });
    expect(await compare(true)).toMatchObject({ mismatchCount: 0, repaired: { count: 2 } });
    expect(await compare(false)).toMatchObject({ mismatchCount: 0 });
  });
});
