import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** mongosync fails on collections with a TTL index when it is to build no indexes. */
export const expiryWithoutIndexes: Check = {
  code: 'GW327',
  severity: 'error',
  title: 'Collections with a TTL index are not migrated without indexes',
  engines: mongosyncEngines,
  run: ({ spec, observation: { source } }) => {
    if (spec.indexes.build !== 'never') return [];
    const found = source.namespaces
      .filter(({ indexes }) => indexes.some(({ expireAfterSeconds }) => expireAfterSeconds !== undefined))
      .map(namespaceOf);
    if (found.length === 0) return [];
    return [
      {
        summary: `${counted(found.length, 'collection')} with a TTL index, and indexes.build is never: ${listed(found)}`,
        detail: "mongosync's verifier compares indexes and fails; documents would also never expire on the destination",
        fix: 'Set indexes.build: afterDataCopy, or exclude these collections',
        pointer: '/indexes/build',
        objects: found,
      },
    ];
  },
};
