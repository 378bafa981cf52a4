import { describe, it } from 'vitest';
import { documentSequence, runRaw } from '../../src/mongo/raw.ts';
import { documentWith, fields, idValue } from '../support/bson/arbitrary.ts';
import { MongoClient } from '../support/driver.ts';
import { fc, seed } from '../support/fast-check.ts';
import { needs } from '../support/runner/needs.ts';
import { RunningSync } from '../support/sync/running-sync.ts';
import { openSyncPair } from '../support/sync/sync-pair.ts';
import type { RawValue } from '../support/zoo/raw-bson.ts';

const idCount = 60;
const rounds = 12;

/** Inserts what the source takes: of equal _ids it takes one. */
async function insert(client: MongoClient, db: string, documents: readonly Buffer[]): Promise<void> {
  const sequence = documentSequence('documents', Buffer.concat(documents));
  await runRaw(client, db, { insert: 'c', documents: sequence, ordered: false });
}

describe('documents of random shapes', await needs({ syncPair: true }), () => {
  it.each([{ collation: undefined }, { collation: { locale: 'en', strength: 2 } }])(
    'are the same after copy and follow, replaced under the same _id again and again ($collation)',
    async ({ collation }) => {
      const ids = fc.sample(idValue, { numRuns: idCount, seed });
      const bodies = fc.sample(fields, { numRuns: idCount * (rounds + 1), seed });
      const documentsOf = (round: number) =>
        ids.map((id: RawValue, index) => documentWith(id, bodies[round * idCount + index]!));

      await using pair = await openSyncPair();
      await using client = await MongoClient.connect(pair.sourceUri);
      const database = pair.database('random');
      const collection = await client.db(database).createCollection('c', collation ? { collation } : {});
      await insert(client, database, documentsOf(0));
      await using sync = await RunningSync.open(pair);
      for (let round = 1; round <= rounds; round += 1) {
        if (round === 3) await sync.whenFollowing();
        await collection.deleteMany({});
        await insert(client, database, documentsOf(round));
        // Deltas on documents of any shape, on fields that some of them have.
        await collection.updateMany({}, { $set: { added: round } }, { bypassDocumentValidation: true });
        await collection.updateMany({}, { $unset: { a: 1 }, $set: { b: round } }).catch(ignoreUnfit);
      }
      // Documents that hold a name twice are right once they were compared.
      await sync.whenVerified();
      await sync.commit();
      await pair.expectSame().catch((error: Error) => {
        throw new Error(`With seed ${seed}: ${error.message}`, { cause: error });
      });
    },
  );
});

/** An update that stops at a document that does not fit it has changed those before. */
function ignoreUnfit(): void {}
