import { userDatabases } from '../../mongo/user-databases.ts';
import type { SyncContext } from '../sync-context.ts';

/**
 * The source's names of all databases that may hold a view on either side: one that holds nothing else is in no entry of
 * the catalogue, and neither is one whose last collection is gone.
 */
export async function databasesOfBoth({
  source,
  destination,
  filter,
  mapping,
}: SyncContext): Promise<ReadonlySet<string>> {
  const [there, here] = await Promise.all([userDatabases(source.client), userDatabases(destination.client)]);
  const origins = here.flatMap((db) => mapping.sourcesOf(db));
  const covered = new Set<string>();
  for (const db of [...there, ...origins]) if (await filter.mayCoverDatabase(db)) covered.add(db);
  return covered;
}
