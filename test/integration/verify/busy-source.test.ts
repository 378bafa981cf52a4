import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import type { BsonValue } from '../../../src/mongo/bson/value.ts';
import { connectCluster } from '../../../src/mongo/connect.ts';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import type { VerifiableSync, VerificationStatus } from '../../../src/sync/verification-port.ts';
import { comparableCollections } from '../../../src/verify/comparable-collections.ts';
import { Verifier } from '../../../src/verify/verifier.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { waitFor } from '../../support/wait-for.ts';

/** More than are remembered. */
const tooMany = 200_001;

type Row = Document & { _id: number };

function ids(count: number): BsonValue[] {
  return Array.from({ length: count }, (_, n) => {
    const buffer = Buffer.alloc(4);
    buffer.writeInt32LE(n);
    return { buffer, type: 16, start: 0, end: 4 };
  });
}

const rows = (count: number) => Array.from({ length: count }, (_, _id): Row => ({ _id, text: 'x'.repeat(100) }));

interface Looking {
  readonly verifier: Verifier;
  readonly status: () => VerificationStatus;
  /** Tells of changes as a sync does. */
  readonly changed: (coll: string, ids: readonly BsonValue[]) => void;
  /** Waits for a comparison that begins now. */
  readonly whenCompared: () => Promise<VerificationStatus>;
}

describe('a comparison whose source is busy', await needs({ sharedServers: '>=6.0' }), () => {
  async function open() {
    const servers = await openTestDatabases();
    const name = servers.databaseName();
    return {
      source: servers.source.db(name),
      destination: servers.destination.db(name),
      /** Compares the database. @param beforeBatch awaited with each batch of the source */
      async compare(task: (looking: Looking) => Promise<void>, beforeBatch: (looking: Looking) => Promise<void>) {
        const uri = (side: string, text: string) => ({ uri: new Secret(text, side), role: side });
        await using source = await connectCluster(uri('source', servers.sourceUri));
        await using destination = await connectCluster(uri('destination', servers.destinationUri));
        const filter = new NamespaceFilter({ include: [{ database: name }], exclude: [] }, source.client);
        const collections = [...(await comparableCollections(source.client, filter)).values()];
        const ended = new AbortController();
        let time = 1n;
        const sync: VerifiableSync = {
          extent: { mode: 'full' },
          source: source.client,
          destination: destination.client,
          memoryBytes: 800_000,
          collections: () => collections,
          isComplete: () => true,
          appliedTime: () => time,
          whenApplied: async () => {},
          beforeScanning: async () => await beforeBatch(looking),
          signal: ended.signal,
        };
        const verifier = new Verifier(sync, { canCompareUuid: true });
        const looking: Looking = {
          verifier,
          status: () => verifier.status(),
          changed: (coll, ids) => {
            const { id } = collections.find(({ source: { coll: of } }) => of === coll)!;
            verifier.changed(id, ids, time);
          },
          whenCompared: async () => {
            time += 1n;
            const from = time;
            return await waitFor('everything to be compared', async () => {
              await Promise.race([Promise.resolve(), verifier.failure]);
              const status = verifier.status();
              return (status.watermark ?? 0n) >= from && status;
            });
          },
        };
        try {
          verifier.start();
          await task(looking);
        } finally {
          ended.abort();
        }
      },
      [Symbol.asyncDispose]: async () => await servers[Symbol.asyncDispose](),
    };
  }

  it('finds what differs, also where more is changed during a scan than is remembered', async () => {
    await using servers = await open();
    await servers.source.collection<Row>('rows').insertMany(rows(9_000));
    await servers.destination.collection<Row>('rows').insertMany([{ _id: 0 }, ...rows(9_000).slice(1)]);
    let batches = 0;

    await servers.compare(
      async ({ whenCompared }) => {
        expect(await whenCompared()).toMatchObject({ mismatchCount: 1, mismatches: [{ kind: 'different' }] });
      },
      async ({ changed }) => {
        batches += 1;
        if (batches === 5) changed('rows', ids(tooMany));
      },
    );
  });

  it('forgets what differed when it is read anew and found equal', async () => {
    await using servers = await open();
    await servers.source.collection<Row>('rows').insertMany(rows(2));
    await servers.destination.collection<Row>('rows').insertMany(rows(1));

    await servers.compare(
      async ({ whenCompared, changed }) => {
        expect(await whenCompared()).toMatchObject({ mismatchCount: 1 });
        await servers.destination.collection<Row>('rows').insertMany(rows(2).slice(1));
        changed('rows', ids(tooMany));
        expect(await whenCompared()).toMatchObject({ mismatchCount: 0 });
      },
      async () => {},
    );
  });

  it('remembers no more of what differs, or changes meanwhile, than there is room for', async () => {
    await using servers = await open();
    await servers.source.collection<Row>('large').insertMany(rows(45_000));
    await servers.source.collection<Row>('small').insertMany(rows(25_000));
    await servers.destination.collection<Row>('small').insertMany(rows(25_000));
    let most = 0;
    let isTold = false;

    await servers.compare(
      async ({ whenCompared }) => {
        expect(await whenCompared()).toMatchObject({ mismatchCount: 45_000 });
      },
      async ({ status, changed }) => {
        most = Math.max(most, status().pendingDocuments);
        if (isTold || status().scannedCollections === 0) return;
        // While the large one is read for long, the small one is changed much.
        isTold = true;
        changed('small', ids(25_000));
        await waitFor('the changes to be looked at', () => status().pendingDocuments < 25_000);
      },
    );
    expect(isTold).toBe(true);
    expect(most).toBeLessThan(50_000);
  });
});
