import type { MongoClient } from '../mongo/driver.ts';
import type { Migration } from '../spec/migration.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';

/** What the migration moves, but for what its file leaves out of the comparison. */
export function comparedNamespaces({ filters, verification }: Migration, client: MongoClient): NamespaceFilter {
  const { include, exclude } = filters;
  return new NamespaceFilter({ include, exclude: [...exclude, ...verification.exclude] }, client);
}
