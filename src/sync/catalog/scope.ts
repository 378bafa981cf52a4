import type { MongoClient } from '../../mongo/driver.ts';
import type { SyncSettings } from '../sync-settings.ts';
import { NamespaceFilter } from './namespace-filter.ts';
import { NamespaceMapping } from './namespace-mapping.ts';

/** What of the source is synced, and by what names; a sync back has the names of the sync that it takes back. */
export function scopeOf(
  { filter, mapping, isTurned = false }: Pick<SyncSettings, 'filter' | 'mapping' | 'isTurned'>,
  source: MongoClient,
): { readonly filter: NamespaceFilter; readonly mapping: NamespaceMapping } {
  const written = new NamespaceMapping(mapping);
  return {
    filter: new NamespaceFilter(filter, source, isTurned ? (namespace) => written.toSources(namespace)[0] : undefined),
    mapping: new NamespaceMapping(mapping, isTurned),
  };
}
