import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** Queryable encryption keeps state beside the documents that only the server's own commands keep in step. */
export const encrypted: Check = {
  code: 'GW312',
  severity: 'error',
  title: 'No collection in scope uses queryable encryption',
  engines: onlineEngines,
  isWatched: true,
  run: ({ observation: { source } }) => {
    const found = source.namespaces.filter(({ options }) => options?.isEncrypted === true).map(namespaceOf);
    if (found.length === 0) return [];
    return [
      {
        summary: `${counted(found.length, 'collection')} with queryable encryption: ${listed(found)}`,
        detail: 'Documents could be copied, but not the state that queries on encrypted fields rest on',
        fix: 'Exclude these collections, and let an application that holds the keys read and write them again',
        pointer: '/filters/exclude',
        objects: found,
      },
    ];
  },
};
