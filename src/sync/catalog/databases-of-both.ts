import { isInternalDatabase } from '../../mongo/namespace.ts';
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
  const namesOf = async ({ client }: SyncContext['source']): Promise<readonly string[]> => {
    const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
    return (databases as { name: string }[]).map(({ name }) => name).filter((name) => !isInternalDatabase(name));
  };
  const [there, here] = await Promise.all([namesOf(source), namesOf(destination)]);
  const origins = here.flatMap((db) => mapping.toSource({ db, coll: 'any' })?.db ?? []);
  const covered = new Set<string>();
  for (const db of [...there, ...origins]) if (await filter.mayCoverDatabase(db)) covered.add(db);
  return covered;
}
