import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { type MappingRule, NamespaceMapping } from '../sync/catalog/namespace-mapping.ts';
import type { ClusterObservation } from './observation.ts';

/** The destination's namespaces that something of the source goes to, or could. */
export async function namesInScope(
  { namespaces }: ClusterObservation,
  filter: NamespaceFilter,
  rules: readonly MappingRule[],
): Promise<readonly string[]> {
  const mapping = new NamespaceMapping(rules);
  const names: string[] = [];
  for (const { database, collection } of namespaces) {
    const sources = mapping.toSources({ db: database, coll: collection });
    if (await filter.coversAny(sources)) names.push(`${database}.${collection}`);
  }
  return names;
}
