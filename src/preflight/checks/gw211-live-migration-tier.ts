import { isToBeCopied } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';

const smallestTier = 40;

/** Atlas advises M40 for Live Migration: smaller tiers are slow to fill, and lag behind a busy source. */
export const liveMigrationTier: Check = {
  code: 'GW211',
  severity: 'warning',
  title: 'The destination is large enough for a live migration at a good rate',
  engines: ['atlasLiveMigration'],
  run: ({ spec: { destination }, state }) => {
    if (destination.kind !== 'atlas' || !isToBeCopied(state)) return [];
    const { cluster } = destination.atlas;
    const tiers = cluster.shards.flatMap(({ regions }) => regions.flatMap(({ electable }) => electable?.tier ?? []));
    const tier = cluster.during?.tier ?? tiers[0];
    // `M40_NVME` and the like are what they begin with.
    const number = Number(/^[MR](\d+)/.exec(tier ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
    if (number >= smallestTier) return [];
    return [
      {
        summary: `The cluster ${cluster.name} is ${tier} while data is synced, and Live Migration wants M${smallestTier} or larger`,
        detail: 'For much data Atlas advises M80 with 6,000 IOPS',
        fix: `Add to destination.atlas.cluster: during: { tier: M${smallestTier} }; the tier goes back afterwards`,
        pointer:
          cluster.during?.tier === undefined
            ? '/destination/atlas/cluster/tier'
            : '/destination/atlas/cluster/during/tier',
      },
    ];
  },
};
