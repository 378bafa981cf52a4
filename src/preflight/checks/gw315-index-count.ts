import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** mongosync may need one more for the shard key, and a collection has at most 64. */
const most = 63;

export const indexCount: Check = {
  code: 'GW315',
  severity: 'error',
  title: 'No collection of a sharded destination has more than 63 indexes',
  engines: mongosyncEngines,
  run: ({ observation: { source, destination } }) => {
    if (destination.facts.topology !== 'sharded') return [];
    const found = source.namespaces.filter(({ indexes }) => indexes.length > most);
    if (found.length === 0) return [];
    const names = found.map((one) => `${namespaceOf(one)} (${one.indexes.length})`);
    return [
      {
        summary: `${counted(found.length, 'collection')} with more than ${most} indexes: ${listed(names)}`,
        fix: `Drop an unused one; $indexStats tells which: db.getSiblingDB("${found[0]!.database}").getCollection("${found[0]!.collection}").aggregate([{ $indexStats: {} }, { $sort: { "accesses.ops": 1 } }])`,
        objects: names,
      },
    ];
  },
};
