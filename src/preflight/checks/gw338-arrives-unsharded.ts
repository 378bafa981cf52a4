import { capabilitiesFor } from '../../engines/all-capabilities.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** An engine that knows nothing of shard keys leaves each collection whole on one shard. */
export const arrivesUnsharded: Check = {
  code: 'GW338',
  severity: 'warning',
  title: 'Collections that are sharded on the source arrive sharded',
  engines: ['builtin', 'dumpRestore'],
  run: (context) => {
    const { spec, observation } = context;
    const { canShard } = capabilitiesFor(spec.engine.type, spec, observation.source.facts);
    if (canShard || observation.destination.facts.topology !== 'sharded') return [];
    return withPart(context, 'source', 'sharding', (from) =>
      withPart(context, 'destination', 'sharding', (to) => {
        const inScope = new Set(observation.source.namespaces.map(namespaceOf));
        const there = new Set((to?.collections ?? []).map(({ namespace }) => namespace));
        const found = (from?.collections ?? []).filter(
          ({ namespace }) => inScope.has(namespace) && !there.has(namespace),
        );
        const [first] = found;
        if (first === undefined) return [];
        const names = found.map(({ namespace }) => namespace);
        const key = JSON.stringify(Object.fromEntries(first.key.map(([field, kind]) => [field, Number(kind) || kind])));
        return [
          {
            summary: `${counted(found.length, 'collection')} ${found.length === 1 ? 'is' : 'are'} sharded on the source and ${found.length === 1 ? 'arrives' : 'arrive'} unsharded: ${listed(names)}`,
            detail: 'All their data and load go to one shard of the destination',
            fix: `Use engine.type: mongosync, which keeps shard keys; or afterwards, on the destination: sh.shardCollection(${JSON.stringify(first.namespace)}, ${key})`,
            pointer: '/engine/type',
            objects: names,
          },
        ];
      }),
    );
  },
};
