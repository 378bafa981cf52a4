import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { scanned } from '../scan-finding.ts';

/** A document may hold one name twice; mongosync does not support that, and most drivers show one of the two. */
export const duplicateNames: Check = {
  code: 'GW330',
  severity: 'error',
  title: 'No document has a field name twice (found by --scan-data)',
  engines: mongosyncEngines,
  run: (context) => {
    const found = scanned(context, 'duplicateNames');
    if (found === undefined) return [];
    return [
      {
        summary: `${found.documents} with a field name twice: ${found.where}`,
        detail: 'mongosync does not support them',
        fix: `Write them anew with the value that is meant: db.getCollection("${collectionOf(found.first.namespace)}").replaceOne({ _id: ${found.first.first[0]} }, DOCUMENT); or use engine.type: builtin, which copies bytes`,
        pointer: '/engine/type',
        objects: found.objects,
      },
    ];
  },
};

function collectionOf(namespace: string): string {
  return namespace.slice(namespace.indexOf('.') + 1);
}
