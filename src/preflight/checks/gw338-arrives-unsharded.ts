import { capabilitiesFor } from '../../engines/all-capabilities.ts';
import type { ShardingFacts } from '../../mongo/details/cluster-details.ts';
import { bucketsPrefix } from '../../mongo/namespace.ts';
import type { Check, CheckContext, Finding } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** An engine that knows nothing of shard keys leaves each collection whole on one shard; ours does so with time series. */
export const arrivesUnsharded: Check = {
  code: 'GW338',
  severity: 'warning',
  title: 'Collections that are sharded on the source arrive sharded',
  engines: ['builtin', 'dumpRestore'],
  run: (context) => {
    const { spec, observation } = context;
    const { canShard } = capabilitiesFor(spec.engine.type, spec, observation.source.facts);
    if (observation.destination.facts.topology !== 'sharded') return [];
    if (canShard) return withPart(context, 'source', 'sharding', (from) => shardedTimeSeries(context, from));
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
            fix: `Use engine.type: builtin or mongosync, which keep shard keys; or afterwards, on the destination: sh.shardCollection(${JSON.stringify(first.namespace)}, ${key})`,
            pointer: '/engine/type',
            objects: names,
          },
        ];
      }),
    );
  },
};

function shardedTimeSeries({ observation }: CheckContext, sharding: ShardingFacts | undefined): readonly Finding[] {
  const inScope = new Set(observation.source.namespaces.map(namespaceOf));
  const found = (sharding?.collections ?? [])
    .filter(({ namespace }) => namespace.includes(`.${bucketsPrefix}`))
    .map(({ namespace }) => namespace.replace(bucketsPrefix, ''))
    .filter((name) => inScope.has(name));
  if (found.length === 0) return [];
  return [
    {
      summary: `${counted(found.length, 'time-series collection')} of the source ${found.length === 1 ? 'is' : 'are'} sharded and ${found.length === 1 ? 'arrives' : 'arrive'} unsharded: ${listed(found)}`,
      detail: 'All their data and load go to one shard of the destination',
      fix: `After the cutover, on the destination: sh.shardCollection(${JSON.stringify(found[0])}, KEY)`,
      objects: found,
    },
  ];
}
