import { describe, expect, it } from 'vitest';
import { type IdKey, idKey } from '../../src/mongo/bson/id-key.ts';
import { documentId } from '../../src/mongo/bson/value.ts';
import { documentSequence, runRaw } from '../../src/mongo/raw.ts';
import { readWriteReply } from '../../src/sync/write-reply.ts';
import { idValue } from '../support/bson/arbitrary.ts';
import { fc } from '../support/fast-check.ts';
import { needs } from '../support/runner/needs.ts';
import { openTestDatabases } from '../support/servers/test-databases.ts';
import { document, type RawValue, value } from '../support/zoo/raw-bson.ts';

const cannotBeCollated = 201;

/** Servers compare their names up to a zero byte. */
const pointer = fc.constantFrom('a', 'a\0b', 'a\0c').map((name) => value.dbPointer(name, '0'.repeat(24)));
const anyId = fc.oneof({ weight: 20, arbitrary: idValue }, { weight: 1, arbitrary: pointer });

const keyOf = (id: RawValue, hasCollation: boolean) => idKey(documentId(document(['_id', id]), 0)!, hasCollation);

describe('the key of an _id', await needs({ sharedServers: '>=6.0' }), () => {
  it.each([
    { name: 'simple', collation: undefined },
    { name: 'case-insensitive', collation: { locale: 'en', strength: 2 } },
  ])('is the same for every two that a server holds for equal ($name collation)', async ({ collation }) => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    await client.db(db).createCollection('c', collation ? { collation } : {});
    await fc.assert(
      fc.asyncProperty(fc.array(anyId, { minLength: 2, maxLength: 40 }), async (ids) => {
        await client.db(db).collection('c').deleteMany({});
        // One by one: the first of several equal ones is taken, and every later one refused.
        const taken = new Set<IdKey>();
        for (const id of ids) {
          const documents = documentSequence('documents', document(['_id', id]));
          const { bytes } = await runRaw(client, db, { insert: 'c', documents });
          const code = readWriteReply(bytes).failures[0]?.code;
          const isRefused = code !== undefined;
          // Collations cannot order symbols, so no collection that has one can hold them as _id.
          if (collation !== undefined && code === cannotBeCollated) continue;
          const key = keyOf(id, collation !== undefined);
          if (isRefused) expect(code).toBe(11000);
          if (isRefused) expect(taken.has(key), `no other key is ${key}`).toBe(true);
          taken.add(key);
        }
      }),
      { numRuns: 60 },
    );
  });
});
