import { userDatabases } from '../../mongo/user-databases.ts';
import { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import { listCollections } from '../../sync/catalog/source-catalog.ts';
import type { StepExecutor } from '../step-executor.ts';

/**
 * Drops what a sync that cannot be gone on with left on the destination: collections in the migration's scope, which were
 * not there before it (GW202 sees to that), and what the engine keeps for itself.
 */
export const clearCopy: StepExecutor = {
  run: async (_step, { migration, verifyLock }) => {
    const { engine, destination, source, loaded } = migration;
    const filter = new NamespaceFilter(loaded.spec.filters, source.client);
    const dropped: string[] = [];
    for (const name of await userDatabases(destination.client)) {
      for (const { db, coll, type } of await listCollections(destination.client, name)) {
        if (coll.startsWith('system.') || !(await filter.covers({ db, coll }))) continue;
        await verifyLock();
        await destination.client.db(db).dropCollection(coll);
        if (type !== 'view') dropped.push(`${db}.${coll}`);
      }
    }
    await engine.removeMetadata();
    return { droppedCollections: dropped.length };
  },
};
