import { specCodes } from '../error-codes.ts';
import { errorAt, type Rule } from './rule.ts';

/** Sharding entries need a sharded destination, which can be told here only where the file declares the cluster. */
export const shardingDestination: Rule = (file) => {
  const cluster = file.destination?.atlas?.cluster;
  const entries = file.sharding?.entries ?? [];
  if (!cluster || cluster.adopt || entries.length === 0 || (cluster.type ?? 'REPLICASET') !== 'REPLICASET') return [];
  return [
    errorAt('/sharding/entries', specCodes.shardingWithoutShards, {
      summary: 'Collections are to be sharded, and the destination is a replica set',
      detail: cluster.type ? undefined : '`destination.atlas.cluster.type` is REPLICASET when it is not given',
      hint: 'Set `destination.atlas.cluster.type: SHARDED` with `shards`, or remove `sharding`',
    }),
  ];
};
