import { describe, it } from 'vitest';
import { documentSequence, runRaw } from '../../src/mongo/raw.ts';
import { documentWith, fields, idValue } from '../support/bson/arbitrary.ts';
import { MongoClient } from '../support/driver.ts';
import { fc, seed } from '../support/fast-check.ts';
import { needs } from '../support/runner/needs.ts';
import { startReplicaSet } from '../support/servers/replica-set.ts';
import { RunningSync } from '../support/sync/running-sync.ts';
import { expectSameData } from '../support/verify/compare-clusters.ts';
import type { RawValue } from '../support/zoo/raw-bson.ts';

const idCount = 60;
const rounds = 12;

/** Inserts what the source takes: of equal _ids it takes one. */
async function insert(client: MongoClient, db: string, documents: readonly Buffer[]): Promise<void> {
  const sequence = documentSequence('documents', Buffer.concat(documents));
  await runRaw(client, db, { insert: 'c', documents: sequence, ordered: false });
}

describe('documents of random shapes', await needs({ mongod: '6.0' }), () => {
  it.each([{ collation: undefined }, { collation: { locale: 'en', strength: 2 } }])(
    'are the same after copy and follow, replaced under the same _id again and again ($collation)',
    async ({ collation }) => {
      const ids = fc.sample(idValue, { numRuns: idCount, seed });
      const bodies = fc.sample(fields, { numRuns: idCount * (rounds + 1), seed });
      const documentsOf = (round: number) =>
        ids.map((id: RawValue, index) => documentWith(id, bodies[round * idCount + index]!));

      await using source = await startReplicaSet();
      await using destination = await startReplicaSet();
      await using client = await MongoClient.connect(source.uri);
      const collection = await client.db('random').createCollection('c', collation ? { collation } : {});
      await insert(client, 'random', documentsOf(0));
      await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
      for (let round = 1; round <= rounds; round += 1) {
        if (round === 3) await sync.whenFollowing();
        await collection.deleteMany({});
        await insert(client, 'random', documentsOf(round));
        // Deltas on documents of any shape, on fields that some of them have.
        await collection.updateMany({}, { $set: { added: round } }, { bypassDocumentValidation: true });
        await collection.updateMany({}, { $unset: { a: 1 }, $set: { b: round } }).catch(ignoreUnfit);
      }
      // Documents that hold a name twice are right once they were compared.
      await sync.whenVerified();
      await sync.commit();
      await expectSameData(source.uri, destination.uri).catch((error: Error) => {
        throw new Error(`With seed ${seed}: ${error.message}`, { cause: error });
      });
    },
  );
});

/** An update that stops at a document that does not fit it has changed those before. */
function ignoreUnfit(): void {}
