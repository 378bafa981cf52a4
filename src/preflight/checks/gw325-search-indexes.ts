import type { SearchIndex } from '../../mongo/details/cluster-details.ts';
import type { Check, CheckContext } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { onDestination, searchIndexId } from '../wanted-search-indexes.ts';
import { counted, listed } from '../wording.ts';

/** No engine migrates search indexes: a query by $search finds nothing after the switch, and gives no error. */
export const searchIndexes: Check = {
  code: 'GW325',
  severity: 'warning',
  title: 'Every search index of the source is on the destination, or declared',
  engines: 'all',
  isWatched: true,
  run: (context) => {
    const { searchIndexes, phase } = context.spec;
    if (searchIndexes.mode === 'off' || context.state === 'complete') return [];
    // Then they are a step of the plan.
    if (searchIndexes.mode === 'copy' && phase !== 'complete' && phase !== 'rolledBack') return [];
    return withPart(context, 'source', 'searchIndexes', (wanted) => {
      if (wanted.length === 0) return [];
      return withPart(context, 'destination', 'searchIndexes', (present) => missing(context, wanted, present));
    });
  },
};

function missing({ spec }: CheckContext, wanted: readonly SearchIndex[], present: readonly SearchIndex[]) {
  const there = new Set([...present, ...spec.searchIndexes.entries].map(searchIndexId));
  const found = onDestination(wanted, spec.filters).filter((index) => !there.has(searchIndexId(index)));
  const [first] = found;
  if (first === undefined) return [];
  const names = found.map(
    ({ namespace, name, type }) => `${namespace} ${name}${type === 'search' ? '' : ` (${type})`}`,
  );
  return [
    {
      summary: `${counted(found.length, 'search index')} of the source ${found.length === 1 ? 'is' : 'are'} not on the destination: ${listed(names)}`,
      detail: 'No engine migrates them. Without its index $search finds nothing, and says nothing',
      fix: `Set searchIndexes.mode: copy and godwit creates them; or, once the data is there, on the destination: ${creation(first)}; or set searchIndexes.mode: off where they are no longer needed`,
      pointer: '/searchIndexes',
      objects: names,
    },
  ];
}

/** As mongosh takes it. */
function creation({ namespace, name, type, definition }: SearchIndex): string {
  const dot = namespace.indexOf('.');
  const collection = `db.getSiblingDB(${JSON.stringify(namespace.slice(0, dot))}).getCollection(${JSON.stringify(namespace.slice(dot + 1))})`;
  return `${collection}.createSearchIndex(${JSON.stringify(name)}, ${JSON.stringify(type)}, ${JSON.stringify(definition)})`;
}
