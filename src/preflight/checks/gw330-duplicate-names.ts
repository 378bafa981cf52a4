import type { Check, CheckContext, Finding } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { scanned } from '../scan-finding.ts';

/** A document may hold one name twice; mongosync does not support that, and most drivers show one of the two. */
export const duplicateNames: Check = {
  code: 'GW330',
  severity: 'error',
  title: 'No document has a field name twice (found by --scan-data)',
  engines: ['builtin', ...mongosyncEngines],
  run: (context) => {
    const found = scanned(context, 'duplicateNames');
    if (found === undefined) return [];
    if (context.spec.engine.type === 'builtin') return followedByVerification(context, found);
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

/** An update of one of two fields says not of which: the comparison of every document finds it, and mends it. */
function followedByVerification(
  { spec: { verification } }: CheckContext,
  { documents, where, objects }: NonNullable<ReturnType<typeof scanned>>,
): readonly Finding[] {
  if (verification.mode === 'full') return [];
  return [
    {
      summary: `${documents} with a field name twice: ${where}`,
      detail: `They are copied as they are. Updates of them are followed exactly only where every document is compared, and verification.mode is ${verification.mode}`,
      fix: 'Set verification.mode: full, or see that nobody changes these documents until the switch',
      severity: 'warning',
      pointer: '/verification/mode',
      objects,
    },
  ];
}

function collectionOf(namespace: string): string {
  return namespace.slice(namespace.indexOf('.') + 1);
}
