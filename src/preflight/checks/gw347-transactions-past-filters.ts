import { formatCount } from '../../lib/size.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

/** Of a transaction over the edge of a filter mongomirror applies a part, and says that this is undefined. */
export const transactionsPastFilters: Check = {
  code: 'GW347',
  severity: 'warning',
  title: 'No transaction goes over the edge of what mongomirror copies',
  engines: ['mongomirror'],
  run: (context) => {
    const { include, exclude } = context.spec.filters;
    if (include.length + exclude.length === 0) return [];
    return withPart(context, 'source', 'status', ({ transactions = 0 }, { address }) =>
      transactions === 0
        ? []
        : [
            {
              summary: `The source (${address}) has had ${formatCount(transactions)} transactions since it started, and only a part of it is copied`,
              detail:
                'What mongomirror does with a transaction that touches other namespaces as well is undefined; changes can be lost',
              fix: 'Copy everything (remove filters), or use engine.type: builtin, which follows single documents',
              pointer: '/filters',
            },
          ],
    );
  },
};
