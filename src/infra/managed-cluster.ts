import type { AtlasCluster } from '../spec/blocks/atlas-cluster.ts';

/**
 * Whether Terraform takes the cluster under management. One that is adopted without a word on its hardware is only read:
 * Terraform cannot manage a cluster of which it does not know the whole.
 */
export const isClusterManaged = ({ adopt, shards }: AtlasCluster): boolean => !adopt || shards.length > 0;
