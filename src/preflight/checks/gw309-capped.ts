import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** mongosync stops when a capped collection is created meanwhile, and its verifier leaves them out. */
export const capped: Check = {
  code: 'GW309',
  severity: 'warning',
  title: 'Capped collections are handled as the migration needs it',
  engines: ['mongosync'],
  isWatched: true,
  run: ({ spec, observation: { source } }) => {
    const found = source.namespaces.filter(({ isCapped }) => isCapped).map(namespaceOf);
    const isHandled = spec.engine.type === 'mongosync' && spec.engine.options.enableCappedCollectionHandling;
    if (found.length === 0 || isHandled) return [];
    return [
      {
        summary: `${counted(found.length, 'capped collection')} in scope: ${listed(found)}`,
        detail: 'mongosync stops when one is created or replaced while it runs, and its verifier does not look at them',
        fix: 'Set engine.mongosync.enableCappedCollectionHandling: true (mongosync 1.20 and newer), and leave the verification to godwit',
        pointer: '/engine/mongosync/enableCappedCollectionHandling',
        objects: found,
      },
    ];
  },
};
