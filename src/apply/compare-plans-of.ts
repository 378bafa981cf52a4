import { applicationName } from '../mongo/connect.ts';
import { reasonOf } from '../mongo/explain-failure.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { compareQueryPlans, type QueryComparison } from '../queries/compare-plans.ts';
import type { TopQueryOptions } from '../queries/top-queries.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { NamespaceMapping } from '../sync/catalog/namespace-mapping.ts';

export interface MigrationQueries extends QueryComparison {
  /** Why nothing could be compared. */
  readonly why?: string | undefined;
}

/** What the source is asked most of what a migration moves, explained on both sides. Only an aborted signal makes it fail. */
export async function comparePlansOf(
  { source, destination, loaded, engine }: Pick<OpenMigration, 'source' | 'destination' | 'loaded' | 'engine'>,
  { signal, lookForMs }: Pick<TopQueryOptions, 'signal' | 'lookForMs'>,
): Promise<MigrationQueries> {
  const { filters } = loaded.spec;
  const nothing = { compared: 0, regressions: [] };
  if (!engine.capabilities.isOnline) return { ...nothing, why: 'nothing is on the destination before the cutover' };
  const filter = new NamespaceFilter(filters, source.client);
  const mapping = new NamespaceMapping(filters.mapping);
  try {
    return await compareQueryPlans(source.client, destination.client, {
      isInScope: async (namespace) => await filter.covers(namespace),
      toDestination: (namespace) => mapping.toDestination(namespace),
      ownName: applicationName,
      signal,
      lookForMs,
    });
  } catch (error) {
    signal.throwIfAborted();
    return { ...nothing, why: reasonOf(error) };
  }
}
