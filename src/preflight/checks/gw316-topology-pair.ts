import type { Migration } from '../../spec/migration.ts';
import type { Check, Finding } from '../check.ts';
import { mongosyncEngines, onlineEngines } from '../engine-groups.ts';

/** From where to where a migration can go at all. */
export const topologyPair: Check = {
  code: 'GW316',
  severity: 'error',
  title: 'The engine can go from this topology to that one',
  engines: onlineEngines,
  run: ({ spec, observation: { source, destination } }) => {
    const [from, to] = [source.facts.topology, destination.facts.topology];
    if (from === 'sharded' && to === 'replicaSet') {
      return [
        {
          summary: 'A sharded cluster cannot be migrated into a replica set',
          detail: 'mongosync and Atlas Live Migration refuse it; a replica set would have to hold what several could',
          fix: 'Make the destination a sharded cluster (one shard is enough): destination.atlas.cluster.type: SHARDED',
          pointer: '/destination',
        },
      ];
    }
    if (to !== 'sharded' && spec.engine.type === 'builtin') return shardingOnReplicaSet(spec);
    if (from !== 'replicaSet' || to !== 'sharded') return shardingInVain(spec);
    if (spec.sharding === undefined && spec.engine.type !== 'clusterSync') return shardingUnsaid(spec);
    if (spec.engine.type !== 'clusterSync') return [];
    return [
      {
        summary: 'ClusterSync goes between topologies of the same kind',
        fix: 'Use engine.type: builtin or mongosync, or a replica set as destination',
        pointer: '/engine/type',
      },
    ];
  },
};

/** mongosync refuses its start then; ours takes it for a wish, which somebody may never have had. */
function shardingUnsaid({ engine }: Migration): readonly Finding[] {
  const isMongosync = engine.type === 'mongosync';
  if (!isMongosync && engine.type !== 'builtin') return [];
  return [
    {
      summary: isMongosync
        ? 'mongosync needs to be told which collections to shard, and nothing is'
        : 'The destination is a sharded cluster, and no collection is to be sharded: each arrives whole on one shard',
      fix: 'Add sharding: { entries: [{ namespace: DATABASE.COLLECTION, key: { FIELD: 1 } }] }, or entries: [] to shard nothing',
      pointer: '/sharding',
      ...(isMongosync ? {} : { severity: 'warning' as const }),
    },
  ];
}

function shardingOnReplicaSet({ sharding }: Migration): readonly Finding[] {
  const [first] = sharding?.entries ?? [];
  if (first === undefined) return [];
  return [
    {
      summary: `${first.namespace} is to be sharded, and the destination is a replica set`,
      detail: 'Only a sharded cluster has shards to put it on',
      fix: 'Give the address of a mongos in destination.uri (destination.atlas.cluster.type: SHARDED), or remove sharding',
      pointer: '/sharding',
    },
  ];
}

/** mongosync takes shard keys where a replica set becomes a sharded cluster; elsewhere they would be left out in silence. */
function shardingInVain({ sharding, engine }: Migration): readonly Finding[] {
  if (!mongosyncEngines.includes(engine.type) || (sharding?.entries.length ?? 0) === 0) return [];
  return [
    {
      summary: `${engine.type} shards collections only on the way from a replica set to a sharded cluster`,
      detail: 'Between two sharded clusters it keeps the shard keys of the source; in a replica set there are none',
      fix: 'Remove sharding',
      pointer: '/sharding',
    },
  ];
}
