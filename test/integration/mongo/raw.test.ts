/**
 * What src/mongo/raw.ts rests on in the driver. When a new version of the driver fails here, read raw.ts beside the
 * driver's changes before anything else: behind it everything moves data.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findElement, forEachDocument } from '../../../src/mongo/bson/walk.ts';
import { MongoServerError, ReadPreference } from '../../../src/mongo/driver.ts';
import { documentSequence, runRaw } from '../../../src/mongo/raw.ts';
import { RawCursor } from '../../../src/mongo/raw-cursor.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { document, value } from '../../support/zoo/raw-bson.ts';

const require = createRequire(import.meta.url);

/** What objects would lose, or put in another order. */
const peculiar = document(
  ['_id', value.int(1)],
  ['b', value.int(1)],
  ['a', value.int(2)],
  ['b', value.string('a second b')],
  ['10', value.int(10)],
  ['2', value.int(2)],
  ['1', value.long(1n)],
  ['twins', value.array(value.int(5), value.long(5n), value.double(5), value.decimalBits(0x3040000000000000n, 5n))],
  ['cents', value.decimalBits(0x303c000000000000n, 500n)],
  ['nan', value.doubleBits(0x7ff800000000beefn)],
  ['signalling', value.doubleBits(0x7ff0000000000001n)],
  ['minusZero', value.double(-0)],
  ['uuids', value.array(value.binary(3, Buffer.alloc(16, 3)), value.binary(4, Buffer.alloc(16, 4)))],
  ['deep', nested(100)],
  ['a.b', value.int(1)],
  ['', value.symbol('s')],
);

function nested(levels: number) {
  let inner = value.object(['z', value.int(1)], ['a', value.int(2)]);
  for (let level = 0; level < levels - 2; level += 1) inner = value.object(['z', inner], ['a', value.int(level)]);
  return inner;
}

/** Every document that a cursor of this command gives, as bytes. */
async function readAll(client: MongoClient, db: string, command: object, batchSize?: number): Promise<Buffer[]> {
  return await client.withSession({ causalConsistency: false }, async (session) => {
    const cursor = await RawCursor.open(client, db, command, { session, ...(batchSize ? { batchSize } : {}) });
    const found: Buffer[] = [];
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      const { bytes, arrayStart } = batch;
      forEachDocument(bytes, arrayStart, (start, end) => found.push(Buffer.from(bytes.subarray(start, end))));
    }
    return found;
  });
}

describe('the driver', () => {
  it('is the version that the raw path was written against', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(require('mongodb/package.json').version).toBe(dependencies.mongodb);
  });

  it('still has the parts that the raw path is made of', () => {
    const { RunCommandOperation } = require('mongodb/lib/operations/run_command.js');
    const { executeOperation } = require('mongodb/lib/operations/execute_operation.js');
    const { Aspect, defineAspects } = require('mongodb/lib/operations/operation.js');
    const { MongoDBResponse } = require('mongodb/lib/cmap/wire_protocol/responses.js');
    const { DocumentSequence, OpMsgRequest } = require('mongodb/lib/cmap/commands.js');
    const { Connection } = require('mongodb/lib/cmap/connection.js');
    const constants = require('mongodb/lib/cmap/wire_protocol/constants.js');
    expect(typeof RunCommandOperation.prototype.handleOk).toBe('function');
    expect(RunCommandOperation.prototype.buildCommand.length).toBe(2);
    expect(executeOperation.length).toBeGreaterThanOrEqual(2);
    expect([typeof Aspect.MUST_SELECT_SAME_SERVER, typeof defineAspects]).toEqual(['symbol', 'function']);
    expect(typeof MongoDBResponse).toBe('function');
    expect(new DocumentSequence('documents').push({}, document())).toBeGreaterThan(0);
    expect(typeof OpMsgRequest.prototype.makeSections).toBe('function');
    expect(typeof Connection.prototype.writeCommand).toBe('function');
    expect(constants).toMatchObject({ MIN_SUPPORTED_WIRE_VERSION: 8, MIN_SUPPORTED_SERVER_VERSION: '4.2' });
  });
});

describe('the raw path', await needs({ sharedServers: '>=6.0' }), () => {
  it('carries a document byte for byte that objects would change', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    const reply = await runRaw(client, db, { insert: 'c', documents: documentSequence('documents', peculiar) });
    expect(reply.bytes.readInt32LE(findElement(reply.bytes, 0, 'n')!.start)).toBe(1);
    const [first] = await readAll(client, db, { find: 'c' });
    expect(first!.equals(peculiar)).toBe(true);

    // The driver's own way is what the raw path is there to avoid.
    const throughObjects = (await client.db(db).collection('c').findOne())!;
    expect(Object.keys(throughObjects).filter((name) => name === 'b')).toHaveLength(1);
    expect(Object.keys(throughObjects).slice(0, 3)).toEqual(['1', '2', '10']);

    // Spliced from one server's reply into the other one's message.
    await runRaw(databases.destination, db, { insert: 'c', documents: documentSequence('documents', first!) });
    const [copied] = await readAll(databases.destination, db, { find: 'c' });
    expect(copied!.equals(peculiar)).toBe(true);
  });

  it('takes up a sequence of many documents and gives them back in batches', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    const documents = Array.from({ length: 2500 }, (_, n) =>
      document(['_id', value.int(n)], ['pad', value.string('x'.repeat(n))]),
    );
    const sequence = documentSequence('documents', Buffer.concat(documents));
    await runRaw(client, db, { insert: 'c', documents: sequence, ordered: false });
    const found = await readAll(client, db, { find: 'c', batchSize: 7, sort: { _id: 1 } }, 600);
    expect(found).toHaveLength(documents.length);
    expect(Buffer.concat(found).equals(Buffer.concat(documents))).toBe(true);
  });

  it.each([
    ['plain', ''],
    ['compressed', 'compressors=zlib'],
  ])('sends megabytes in one message, %s, and goes on with the connection', async (_, parameters) => {
    await using databases = await openTestDatabases();
    const uri = new URL(databases.source.options.srvHost ?? `mongodb://${databases.source.options.hosts.join(',')}/`);
    uri.search = `${parameters}&maxPoolSize=1`;
    await using client = await MongoClient.connect(uri.href);
    const db = databases.databaseName();
    const documents = Buffer.concat(
      Array.from({ length: 30 }, (_, n) =>
        document(['_id', value.int(n)], ['pad', value.string(String(n % 10).repeat(200_000 + n))]),
      ),
    );
    const reply = await runRaw(client, db, { insert: 'c', documents: documentSequence('documents', documents) });
    expect(reply.bytes.readInt32LE(findElement(reply.bytes, 0, 'n')!.start)).toBe(30);
    const found = await readAll(client, db, { find: 'c', sort: { _id: 1 } }, 7);
    expect(Buffer.concat(found).equals(documents)).toBe(true);
    expect(await client.db(db).collection('c').countDocuments()).toBe(30);
  });

  it('gives the socket the documents where they lie, without a copy', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    const documents = document(['_id', value.int(1)], ['pad', value.string('x'.repeat(1_000_000))]);
    const write = vi.spyOn(Socket.prototype, 'write');
    onTestFinished(() => write.mockRestore());
    await runRaw(client, db, { insert: 'c', documents: documentSequence('documents', documents) });
    const sent = write.mock.calls.map(([chunk]) => chunk as unknown as Buffer);
    const inPlace = sent.filter((chunk) => chunk.buffer === documents.buffer).map(({ length }) => length);
    expect(Math.max(...inPlace)).toBeGreaterThan(999_000);
    expect(sent.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(documents.length + 10_000);
  });

  it('hands statements over to update and delete as they are', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    await runRaw(client, db, { insert: 'c', documents: documentSequence('documents', peculiar) });
    const update = document(
      ['q', value.object(['_id', value.int(1)])],
      ['u', value.object(['$set', value.object(['z', value.int(1)])])],
    );
    const updated = await runRaw(client, db, { update: 'c', updates: documentSequence('updates', update) });
    expect(updated.bytes.readInt32LE(findElement(updated.bytes, 0, 'nModified')!.start)).toBe(1);
    const deletion = document(['q', value.object(['_id', value.int(1)])], ['limit', value.int(1)]);
    await runRaw(client, db, { delete: 'c', deletes: documentSequence('deletes', deletion) });
    expect(await readAll(client, db, { find: 'c' })).toEqual([]);
  });

  it('throws what a server refuses, and returns what it refuses of a statement', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    const refused = runRaw(client, db, { noSuchCommand: 1 });
    await expect(refused).rejects.toThrow(MongoServerError);
    await expect(refused).rejects.toMatchObject({ code: 59 });
    const twice = Buffer.concat([document(['_id', value.int(1)]), document(['_id', value.double(1)])]);
    const { bytes } = await runRaw(client, db, { insert: 'c', documents: documentSequence('documents', twice) });
    const errors = findElement(bytes, 0, 'writeErrors')!;
    expect(forEachDocument(bytes, errors.start, () => {})).toBe(1);
  });

  it('gives bytes that no later reply overwrites', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    await runRaw(client, db, { insert: 'c', documents: documentSequence('documents', peculiar) });
    const kept = await readAll(client, db, { find: 'c' });
    for (let n = 0; n < 200; n += 1) await runRaw(client, db, { ping: 1 });
    expect(kept[0]!.equals(peculiar)).toBe(true);
  });

  it('sends its session, so that what is left of it can be killed', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    const session = client.startSession({ causalConsistency: false });
    const { bytes } = await runRaw(
      client,
      db,
      { insert: 'c', documents: documentSequence('documents', peculiar) },
      { session },
    );
    expect(findElement(bytes, 0, 'opTime')).toBeDefined();
    const sessions = await client.db('admin').aggregate([{ $listLocalSessions: {} }, { $match: { _id: session.id } }]);
    expect((await sessions.toArray()).length).toBeLessThanOrEqual(1);
    await client.db('admin').command({ killSessions: [session.id] });
    await session.endSession();
  });
});

describe('a cursor of the raw path', await needs({ mongod: '>=6.0' }), () => {
  it('asks the member again that it was opened on', async () => {
    await using set = await startReplicaSet({ members: 3 });
    await using client = await MongoClient.connect(set.uri, { readPreference: 'secondary' });
    const documents = Array.from({ length: 500 }, (_, n) => document(['_id', value.int(n)]));
    await client.db('d').command({
      insert: 'c',
      documents: documents.map((_, n) => ({ _id: n })),
      writeConcern: { w: 3 },
    });
    await client.withSession({ causalConsistency: false }, async (session) => {
      const options = { session, readPreference: ReadPreference.secondary, batchSize: 10 };
      const cursor = await RawCursor.open(client, 'd', { find: 'c', batchSize: 10 }, options);
      let count = 0;
      for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
        count += forEachDocument(batch.bytes, batch.arrayStart, () => {});
      }
      expect(count).toBe(500);
    });
  });
});
