import { EngineError } from '../../lib/errors.ts';
import { type MongoClient, UUID } from '../../mongo/driver.ts';
import { collectionUuidMismatch, isNoCollection } from '../../mongo/failures.ts';
import type { StepExecutor } from '../step-executor.ts';

/** What the plan listed, and nothing else. */
interface Listed {
  readonly database: string;
  readonly collection: string;
  /** Empty for views and time series, which have none. */
  readonly uuid: string;
}

/** Drops the collections that the plan named; one that was made anew since is not the one that was reviewed. */
export const clearDestination: StepExecutor = {
  run: async ({ inputs }, { migration: { destination }, signal, verifyLock, note }) => {
    await verifyLock();
    const listed = inputs['namespaces'] as readonly Listed[];
    for (const one of listed) {
      signal.throwIfAborted();
      await drop(destination.client, one);
    }
    note(`Dropped ${listed.length} collections and views`);
    return { dropped: listed.length };
  },
};

async function drop(client: MongoClient, { database, collection, uuid }: Listed): Promise<void> {
  const guard = uuid === '' ? {} : { collectionUUID: new UUID(uuid) };
  try {
    await client.db(database).command({ drop: collection, ...guard, writeConcern: { w: 'majority' } });
  } catch (error) {
    const mismatch = collectionUuidMismatch(error);
    // Dropped already, by an earlier run of this step or by somebody else.
    if (isNoCollection(error) || mismatch?.actualCollection === null) return;
    if (mismatch === undefined) throw error;
    throw new EngineError('GW829', {
      summary: `${database}.${collection} on the destination is no longer the collection that the plan named; it was not dropped`,
      hint: 'Look at what it is now, then run `godwit apply` again',
      cause: error,
    });
  }
}
