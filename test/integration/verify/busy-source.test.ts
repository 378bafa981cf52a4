import { describe, expect, it } from 'vitest';
import type { BsonValue } from '../../../src/mongo/bson/value.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { RunningVerifier } from '../../support/sync/running-verifier.ts';
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

/** `_id`s of a megabyte each. */
function longIds(count: number): BsonValue[] {
  return Array.from({ length: count }, (_, n) => {
    const buffer = Buffer.alloc(1_000_000, 'x');
    buffer.writeInt32LE(n);
    return { buffer, type: 5, start: 0, end: buffer.length };
  });
}

const rows = (count: number) => Array.from({ length: count }, (_, _id): Row => ({ _id, text: 'x'.repeat(100) }));

describe('a comparison whose source is busy', await needs({ sharedServers: '>=6.0' }), () => {
  async function open() {
    const servers = await openTestDatabases();
    const database = servers.databaseName();
    const { sourceUri, destinationUri } = servers;
    return {
      source: servers.source.db(database),
      destination: servers.destination.db(database),
      /** @param beforeBatch awaited with each batch of the source */
      async verifier(beforeBatch: (verifier: RunningVerifier) => Promise<void> = async () => {}) {
        const sync = { beforeScanning: async () => await beforeBatch(verifier) };
        const verifier = await RunningVerifier.open({ sourceUri, destinationUri, database, sync });
        verifier.start();
        return verifier;
      },
      [Symbol.asyncDispose]: async () => await servers[Symbol.asyncDispose](),
    };
  }

  it.each([
    ['more', () => ids(tooMany)],
    ['longer _ids', () => longIds(30)],
  ])('finds what differs, also where %s are changed during a scan than are remembered', async (_, changes) => {
    await using servers = await open();
    await servers.source.collection<Row>('rows').insertMany(rows(9_000));
    await servers.destination.collection<Row>('rows').insertMany([{ _id: 0 }, ...rows(9_000).slice(1)]);
    let batches = 0;
    let afterwards = 0;

    await using verifier = await servers.verifier(async (now) => {
      batches += 1;
      if (batches !== 5) return;
      now.changed('rows', changes());
      afterwards = now.status().pendingDocuments;
    });

    expect(await verifier.whenCompared()).toMatchObject({ mismatchCount: 1, mismatches: [{ kind: 'different' }] });
    expect(batches).toBeGreaterThan(5);
    expect(afterwards).toBe(0);
  });

  it('forgets what differed when it is read anew and found equal', async () => {
    await using servers = await open();
    await servers.source.collection<Row>('rows').insertMany(rows(2));
    await servers.destination.collection<Row>('rows').insertMany(rows(1));

    await using verifier = await servers.verifier();
    expect(await verifier.whenCompared()).toMatchObject({ mismatchCount: 1 });
    await servers.destination.collection<Row>('rows').insertMany(rows(2).slice(1));
    verifier.changed('rows', ids(tooMany));
    verifier.goOn();
    expect(await verifier.whenCompared()).toMatchObject({ mismatchCount: 0 });
  });

  it('counts what differs beyond what is remembered, until that was put right', async () => {
    await using servers = await open();
    const long = Array.from({ length: 250 }, (_, n) => ({ _id: `${n} ${'x'.repeat(20_000)}` }));
    await servers.source.collection<{ _id: string }>('rows').insertMany(long);

    await using verifier = await servers.verifier();
    expect(await verifier.whenCompared()).toMatchObject({ mismatchCount: 250 });
    await servers.destination.collection<{ _id: string }>('rows').insertMany(long.slice(1));
    const status = await waitFor('what was put right to be seen', async () => {
      verifier.goOn();
      verifier.hurry();
      const now = await verifier.whenCompared();
      return now.mismatchCount < 2 && now;
    });
    expect(status).toMatchObject({ mismatchCount: 1, mismatches: [{ kind: 'missing' }] });
  });

  it('remembers no more of what differs, or changes meanwhile, than there is room for', async () => {
    await using servers = await open();
    await servers.source.collection<Row>('large').insertMany(rows(45_000));
    await servers.source.collection<Row>('small').insertMany(rows(25_000));
    await servers.destination.collection<Row>('small').insertMany(rows(25_000));
    let most = 0;
    let isTold = false;

    await using verifier = await servers.verifier(async (now) => {
      most = Math.max(most, now.status().pendingDocuments);
      if (isTold || now.status().scannedCollections === 0) return;
      // While the large one is read for long, the small one is changed much.
      isTold = true;
      now.changed('small', ids(25_000));
      await waitFor('the changes to be looked at', () => now.status().pendingDocuments < 25_000);
    });

    expect(await verifier.whenCompared()).toMatchObject({ mismatchCount: 45_000 });
    expect(isTold).toBe(true);
    expect(most).toBeLessThan(50_000);
  });
});
