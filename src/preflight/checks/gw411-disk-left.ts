import { formatBytes } from '../../lib/size.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

const alarmingPart = 0.1;

/** A full disk stops the destination in the middle of the sync. */
export const diskLeft: Check = {
  code: 'GW411',
  severity: 'warning',
  title: "A tenth of the destination's disk stays free while it is filled",
  engines: 'all',
  isWatched: true,
  run: (context) => {
    if (!hasBegun(context.state) || context.state === 'complete') return [];
    return withPart(context, 'destination', 'disk', ({ freeBytes, totalBytes }, { address }) =>
      freeBytes >= totalBytes * alarmingPart
        ? []
        : [
            {
              summary: `The disk of the destination (${address}) has ${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} left`,
              fix: 'Enlarge it now (destination.atlas.cluster.diskSizeGB in Atlas), or `godwit pause` until it is',
            },
          ],
    );
  },
};
