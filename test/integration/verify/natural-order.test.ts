import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Collection, Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { RunningVerifier } from '../../support/sync/running-verifier.ts';

const count = 20_000;
const text = 'x'.repeat(200);

type Row = Document & { _id: string };

/** The same for the same number, and anywhere among the others. */
function row(n: number): Row {
  return { _id: createHash('md5').update(String(n)).digest('hex'), n, text };
}

const rows = Array.from({ length: count }, (_, n) => row(n));

async function fill(collection: Collection<Row>, documents: readonly Row[]): Promise<void> {
  for (let at = 0; at < documents.length; at += 1_000) await collection.insertMany(documents.slice(at, at + 1_000));
}

/** Compares the database once. @param beforeBatch awaited with the number of the batch of the source */
async function compare(
  { sourceUri, destinationUri }: { readonly sourceUri: string; readonly destinationUri: string },
  database: string,
  beforeBatch: (batch: number) => Promise<void> = async () => {},
) {
  let batches = 0;
  const beforeScanning = async () => {
    batches += 1;
    await beforeBatch(batches);
  };
  return await RunningVerifier.compareOnce({ sourceUri, destinationUri, database, sync: { beforeScanning } });
}

/** How the collection was read as a whole: by `_id`, in natural order, or going on in that. */
async function scansOf(client: MongoClient, database: string): Promise<string[]> {
  const finds = { op: 'query', 'command.find': 'rows', 'command.limit': { $exists: false } };
  const seen = await client.db(database).collection('system.profile').find(finds).sort({ ts: 1 }).toArray();
  return seen.flatMap(({ command }) => {
    if (command.hint?._id === 1 && command.projection === undefined) return ['by _id'];
    if (command.hint?.$natural === 1) return [command.$_resumeAfter === undefined ? 'naturally' : 'going on'];
    return [];
  });
}

describe('the order of a comparison', await needs({ sharedServers: '>=6.0' }), () => {
  async function open() {
    const servers = await openTestDatabases();
    const name = servers.databaseName();
    const [source, destination] = [servers.source.db(name), servers.destination.db(name)];
    for (const side of [source, destination]) await side.command({ profile: 2 });
    return {
      uris: servers,
      name,
      source: source.collection<Row>('rows'),
      destination: destination.collection<Row>('rows'),
      scans: async () => await Promise.all([scansOf(servers.source, name), scansOf(servers.destination, name)]),
      client: servers.destination,
      async [Symbol.asyncDispose]() {
        for (const side of [source, destination]) await side.command({ profile: 0 });
        await servers[Symbol.asyncDispose]();
      },
    };
  }

  it('is natural where both sides lie nearly alike, and finds all that differs', async () => {
    await using servers = await open();
    await fill(servers.source, rows);
    // Pieces that were written at the same time, and documents that were written late.
    const pieces = Array.from({ length: 20 }, (_, n) => rows.slice(n * 1_000, (n + 1) * 1_000));
    const late = new Set(rows.filter((_, n) => n % 977 === 0));
    const written = pieces.flatMap((piece, n) => (n === 7 ? [...piece.slice(300), ...piece.slice(0, 300)] : piece));
    await fill(servers.destination, [...written.filter((one) => !late.has(one)), ...late]);
    await servers.destination.deleteOne({ _id: row(5_555)._id });
    await servers.destination.updateOne({ _id: row(12_345)._id }, { $set: { text: text.replace(/x$/, 'y') } });
    await servers.destination.insertOne(row(count));

    const { comparedDocuments, mismatches, mismatchCount } = await compare(servers.uris, servers.name);

    expect(mismatchCount).toBe(3);
    const told = Object.fromEntries(mismatches.map(({ kind, id }) => [kind, id]));
    expect(told).toEqual({
      missing: expect.stringContaining(row(5_555)._id),
      different: expect.stringContaining(row(12_345)._id),
      extra: expect.stringContaining(row(count)._id),
    });
    expect(comparedDocuments).toBe(count - 2);
    expect(await servers.scans()).toEqual([['naturally'], ['naturally']]);
  });

  it('is by _id where they lie differently', async () => {
    await using servers = await open();
    await fill(servers.source, rows);
    await fill(
      servers.destination,
      [...rows].sort((a, b) => (a._id < b._id ? -1 : 1)),
    );
    await servers.destination.deleteOne({ _id: row(5_555)._id });

    const { comparedDocuments, mismatches } = await compare(servers.uris, servers.name);

    expect(mismatches).toMatchObject([{ kind: 'missing' }]);
    expect(comparedDocuments).toBe(count - 1);
    const both = ['naturally', 'by _id'];
    expect(await servers.scans()).toEqual([both, both]);
  });

  it('goes on where it was when a cursor is lost, at a document that was deleted too', async () => {
    await using servers = await open();
    await fill(servers.source, rows);
    await fill(servers.destination, rows);
    const scan = { type: 'idleCursor', ns: `${servers.name}.rows` };
    const cut = async () => {
      const pipeline = [{ $currentOp: { idleCursors: true } }, { $match: scan }];
      const found = await servers.client.db('admin').aggregate(pipeline, { promoteLongs: false }).toArray();
      const cursors = found.map(({ cursor }) => cursor.cursorId);
      const { cursorsKilled } = await servers.client
        .db(servers.name)
        .command({ killCursors: 'rows', cursors }, { promoteLongs: false });
      return cursorsKilled.length;
    };
    const left = new Set(rows.map(({ _id }) => _id));
    let kills = 0;

    const { comparedDocuments, mismatches } = await compare(servers.uris, servers.name, async (batch) => {
      if (batch % 5 !== 0) return;
      kills += await cut();
      // Those that lie around what was read last, on both sides.
      const near = await servers.destination
        .find({}, { projection: { _id: 1 } })
        .skip(batch * 200)
        .limit(400)
        .toArray();
      for (const { _id } of near) left.delete(_id);
      const gone = { _id: { $in: near.map(({ _id }) => _id) } };
      await Promise.all([servers.source.deleteMany(gone), servers.destination.deleteMany(gone)]);
    });

    expect(kills).toBeGreaterThan(0);
    expect(mismatches).toEqual([]);
    expect(comparedDocuments).toBeGreaterThanOrEqual(left.size);
    expect(comparedDocuments).toBeLessThanOrEqual(count);
    const [, there] = await servers.scans();
    expect(there).toContain('going on');
    expect(there).not.toContain('by _id');
  });
});

describe('a comparison in natural order whose member ends', await needs({ mongod: '6.0' }), () => {
  async function filled(): Promise<ReplicaSet> {
    const set = await startReplicaSet();
    await withClient(set.uri, async (client) => {
      await fill(client.db('shop').collection<Row>('rows'), rows);
      await client.db('shop').command({ profile: 2 });
    });
    return set;
  }

  it('begins anew, and by _id in the end', async () => {
    await using source = await filled();
    await using destination = await filled();
    let ends = 0;
    let last = 0;

    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    const { comparedDocuments, mismatchCount } = await compare(uris, 'shop', async (batch) => {
      if (ends === 4 || batch < last + 10) return;
      last = batch;
      ends += 1;
      const [member] = destination.members;
      await member!.kill();
      await member!.restart();
    });

    expect(ends).toBe(4);
    expect(mismatchCount).toBe(0);
    expect(comparedDocuments).toBe(count);
    const scans = await withClient(source.uri, async (client) => await scansOf(client, 'shop'));
    expect(scans).toEqual([...scans.slice(0, -1).fill('naturally'), 'by _id']);
    expect(scans.length).toBeGreaterThan(1);
  });
});
