import { describe, expect, it } from 'vitest';
import { peculiarityOf } from '../../src/mongo/bson/peculiarity.ts';
import { StatementWriter } from '../../src/mongo/bson/statements.ts';
import { documentId } from '../../src/mongo/bson/value.ts';
import { forEachDocument } from '../../src/mongo/bson/walk.ts';
import type { MongoClient } from '../../src/mongo/driver.ts';
import { documentSequence, runRaw } from '../../src/mongo/raw.ts';
import { RawCursor } from '../../src/mongo/raw-cursor.ts';
import { readWriteReply } from '../../src/sync/write-reply.ts';
import { documentWith, fields, idValue } from '../support/bson/arbitrary.ts';
import { fc } from '../support/fast-check.ts';
import { needs } from '../support/runner/needs.ts';
import { openTestDatabases } from '../support/servers/test-databases.ts';

async function onlyDocument(client: MongoClient, db: string): Promise<Buffer | undefined> {
  return await client.withSession({ causalConsistency: false }, async (session) => {
    const cursor = await RawCursor.open(client, db, { find: 'c' }, { session });
    const { bytes, arrayStart } = (await cursor.next())!;
    let found: Buffer | undefined;
    forEachDocument(bytes, arrayStart, (start, end) => {
      found = Buffer.from(bytes.subarray(start, end));
    });
    return found;
  });
}

describe('statements spliced from bytes', await needs({ sharedServers: '>=6.0' }), () => {
  it('insert, replace and delete documents of any shape, exactly', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    await client.db(db).createCollection('c');
    const send = async (kind: 'update' | 'delete', write: (writer: StatementWriter) => void) => {
      const writer = new StatementWriter(16);
      write(writer);
      const field = `${kind}s` as 'updates' | 'deletes';
      const sequence = documentSequence(field, writer.finish());
      const { bytes } = await runRaw(client, db, { [kind]: 'c', [field]: sequence, bypassDocumentValidation: true });
      const [refused] = readWriteReply(bytes).failures;
      // The one refusal that the engine knows a way around: a name that occurs twice, where $literal is needed.
      if (refused !== undefined) expect(refused.code).toBe(7693400);
      return refused === undefined;
    };
    await fc.assert(
      fc.asyncProperty(idValue, fields, fields, async (id, first, second) => {
        await client.db(db).collection('c').deleteMany({});
        const [before, after] = [documentWith(id, first), documentWith(id, second)];
        for (const bytes of [before, after]) {
          const key = documentId(bytes, 0)!;
          const isPeculiar = peculiarityOf(bytes, 0) !== 'none';
          const isTaken = await send('update', (writer) =>
            isPeculiar
              ? writer.literalReplacement(key, bytes, 0, bytes.length)
              : writer.replacement(key, bytes, 0, bytes.length),
          );
          if (!isTaken) expect(isPeculiar).toBe(true);
          if (!isTaken) continue;
          const found = (await onlyDocument(client, db))?.toString('hex');
          expect(found === bytes.toString('hex'), `${found} is not ${bytes.toString('hex')}`).toBe(true);
        }
        await send('delete', (writer) => writer.deletion(documentId(before, 0)!));
        expect(await onlyDocument(client, db)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });
});
