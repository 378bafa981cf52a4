import type { Check, CheckContext, Finding } from '../check.ts';
import { scanned } from '../scan-finding.ts';

/**
 * A server before 4.2 could be told to leave long values out of indexes (`failIndexKeyTooLong`), unique ones too. Upgrades
 * keep such documents, and the first server that builds the index anew finds that it cannot.
 */
export const uniqueConflicts: Check = {
  code: 'GW333',
  severity: 'error',
  title: 'The documents of the source agree with its unique indexes (found by --scan-data)',
  engines: 'all',
  run: (context) => [...conflicts(context), ...doubts(context)],
};

function conflicts(context: CheckContext): readonly Finding[] {
  const found = scanned(context, 'uniqueConflict');
  if (found === undefined) return [];
  return [
    {
      summary: `${found.documents} that a unique index holds for equal: ${found.where}`,
      detail:
        'The source never put their long values into the index. The destination does, and cannot make it unique; numbers of different types are equal, and texts that the collation of the index holds for equal',
      fix: `Give all but one of them another value, or delete them, on the source; or make the index an ordinary one there. ${lookAt(found.first)} shows the first`,
      objects: found.objects,
    },
  ];
}

function doubts(context: CheckContext): readonly Finding[] {
  const found = scanned(context, 'uniqueUnknown');
  if (found === undefined) return [];
  return [
    {
      summary: `${found.documents} with long values of a unique index, too many to be compared or in a place of an array: ${found.where}`,
      detail: 'A server before 4.2 may have left them out of the index; whether two of them are equal is not known',
      fix: 'On the source: db.getSiblingDB(DATABASE).getCollection(COLLECTION).aggregate([{ $group: { _id: "$FIELD", count: { $sum: 1 } } }, { $match: { count: { $gt: 1 } } }], { hint: { $natural: 1 }, allowDiskUse: true, collation: COLLATION })',
      severity: 'warning',
      objects: found.objects,
    },
  ];
}

function lookAt({ namespace, first }: { readonly namespace: string; readonly first: readonly string[] }): string {
  const dot = namespace.indexOf('.');
  return `db.getSiblingDB(${JSON.stringify(namespace.slice(0, dot))}).getCollection(${JSON.stringify(namespace.slice(dot + 1))}).find({ _id: { $in: [${first.slice(0, 2).join(', ')}] } })`;
}
