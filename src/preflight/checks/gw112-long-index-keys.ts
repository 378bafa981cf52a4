import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

/** Up to feature compatibility version 4.0 an index entry has at most 1,024 bytes, and this parameter lets longer ones be left out. */
export const longIndexKeys: Check = {
  code: 'GW112',
  severity: 'warning',
  title: 'No index of the source leaves out documents with long values',
  engines: 'all',
  run: (context) =>
    withPart(context, 'source', 'parameters', (parameters, { address }) =>
      parameters['failIndexKeyTooLong'] !== false
        ? []
        : [
            {
              summary: `The source (${address}) leaves documents with long values out of indexes (failIndexKeyTooLong is off)`,
              detail:
                'The destination indexes them: a unique index that never saw two long equal values fails to build there, and queries find more',
              fix: 'db.adminCommand({ setParameter: 1, failIndexKeyTooLong: true }) on the source, and look for duplicates in unique fields with values above 1,024 bytes',
            },
          ],
    ),
};
