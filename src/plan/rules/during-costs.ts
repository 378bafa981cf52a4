import type { AtlasCluster } from '../../spec/blocks/atlas-cluster.ts';

/** What the settings for the time of the sync cost, in words: prices are Atlas', and change. */
export function duringCosts({ during, shards }: AtlasCluster): readonly string[] {
  if (during === undefined) return [];
  const { tier, diskSizeGB, diskIOPS, diskType, autoScaling, oplogSizeMB, backup } = during;
  const lasting = shards[0]?.regions[0]?.electable;
  return [
    ...(tier === undefined || tier === lasting?.tier
      ? []
      : [
          `tier ${tier}${lasting?.tier === undefined ? '' : ` instead of ${lasting.tier}`}: billed by the hour for each member, at its own price`,
        ]),
    ...(diskSizeGB === undefined || diskSizeGB === lasting?.diskSizeGB
      ? []
      : [`a disk of ${diskSizeGB} GB: billed by its size for each member`]),
    ...(diskIOPS === undefined && diskType !== 'PROVISIONED'
      ? []
      : [`${diskIOPS ?? 'provisioned'} IOPS: billed beside the tier for each member`]),
    ...(autoScaling === 'off' ? ['no automatic scaling: costs nothing, and a disk that fills up is not enlarged'] : []),
    ...(oplogSizeMB === undefined ? [] : [`an oplog of ${oplogSizeMB} MB: takes so much of the disk of each member`]),
    ...(backup === false ? ['no backup: nothing is billed for it, and there is nothing to restore from'] : []),
  ].map((cost) => `while syncing, ${cost}`);
}
