import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed } from '../wording.ts';

/** Settings of queries live beside the data (`setQuerySettings`, 8.0), and no engine carries them over. */
export const querySettings: Check = {
  code: 'GW326',
  severity: 'warning',
  title: 'The source has no settings for queries that would be missed',
  engines: 'all',
  run: (context) =>
    withPart(context, 'source', 'querySettings', (wanted, { address }) =>
      withPart(context, 'destination', 'querySettings', (present) => {
        const there = new Set(present);
        const found = wanted.filter((query) => !there.has(query));
        if (found.length === 0) return [];
        return [
          {
            summary: `The source (${address}) has settings for ${counted(found.length, 'kind')} of queries: ${listed(found)}`,
            detail: 'No engine migrates them: indexes that they choose and queries that they reject are forgotten',
            fix: 'db.adminCommand({ aggregate: 1, pipeline: [{ $querySettings: {} }], cursor: {} }) on the source shows them; give each to db.adminCommand({ setQuerySettings: QUERY, settings: SETTINGS }) on the destination',
            objects: found,
          },
        ];
      }),
    ),
};
