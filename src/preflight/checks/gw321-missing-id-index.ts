import type { Check } from '../check.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/** A collection made with `autoIndexId: false` by an old server: ranges, lookups and comparisons go by `_id`. */
export const missingIdIndex: Check = {
  code: 'GW321',
  severity: 'error',
  title: 'Every collection in scope has its _id index',
  engines: 'all',
  run: ({ observation: { source } }) => {
    const found = source.namespaces.filter(
      ({ type, isClustered, collection, indexes }) =>
        type === 'collection' &&
        !isClustered &&
        !collection.startsWith('system.') &&
        // None at all: it was dropped while it was looked at.
        indexes.length > 0 &&
        !indexes.some(({ key }) => key.length === 1 && key[0]![0] === '_id'),
    );
    if (found.length === 0) return [];
    const names = found.map(namespaceOf);
    return [
      {
        summary: `${counted(found.length, 'collection')} without an index on _id: ${listed(names)}`,
        fix: `${shellCollection(found[0]!)}.createIndex({ _id: 1 }), which fails when an _id is there twice`,
        objects: names,
      },
    ];
  },
};
