import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withAtlas } from '../observed-part.ts';

/** A cluster that resizes itself while it is filled restarts its members, and lets the copy fall back. */
export const autoScaling: Check = {
  code: 'GW407',
  severity: 'warning',
  title: 'The destination in Atlas does not resize itself while it is filled',
  engines: onlineEngines,
  isWatched: true,
  run: (context) => {
    const { destination } = context.spec;
    if (destination.kind !== 'atlas' || context.state === 'complete') return [];
    const { cluster } = destination.atlas;
    const declared = cluster.during?.autoScaling ?? cluster.autoScaling;
    const common = {
      detail: 'A change of tier is an election of each member in turn; Live Migration asks for auto-scaling to be off',
      fix: 'Add to destination.atlas.cluster: during: { autoScaling: off }; it is turned on again afterwards',
      pointer:
        cluster.during?.autoScaling === undefined
          ? '/destination/atlas/cluster/autoScaling'
          : '/destination/atlas/cluster/during/autoScaling',
    };
    if (declared !== undefined && declared !== 'off' && declared.compute !== undefined) {
      return [{ ...common, summary: `The cluster ${cluster.name} may change its tier while data is synced` }];
    }
    // What the file turns off is off once the sync has begun; what it does not mention is as Atlas has it.
    if (declared !== undefined && !hasBegun(context.state)) return [];
    return withAtlas(context, ({ cluster: seen }) =>
      seen?.scalesTier !== true
        ? []
        : [{ ...common, summary: `The cluster ${cluster.name} may change its tier by what Atlas says of it` }],
    );
  },
};
