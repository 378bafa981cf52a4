import type { Check } from '../check.ts';
import { scanned } from '../scan-finding.ts';

/** Old servers took what those of today refuse; the copy stops at such a document. */
export const refusedDocuments: Check = {
  code: 'GW335',
  severity: 'error',
  title: 'Servers of today take every document (found by --scan-data)',
  engines: 'all',
  run: (context) => {
    const ids = scanned(context, 'refusedId');
    const types = scanned(context, 'unknownType');
    return [
      ...(ids === undefined
        ? []
        : [
            {
              summary: `${ids.documents} with an _id that servers refuse (array, regular expression, undefined): ${ids.where}`,
              fix: 'Insert them with another _id and delete the old ones, on the source',
              objects: ids.objects,
            },
          ]),
      ...(types === undefined
        ? []
        : [
            {
              summary: `${types.documents} with a value of no known BSON type: ${types.where}`,
              detail: 'Damaged, or written by a program that does not know BSON',
              fix: 'Look at them with bsondump; restore them from a backup or delete them, on the source',
              objects: types.objects,
            },
          ]),
    ];
  },
};
