import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';

/** An idle server tells the time by no-ops in its oplog; without them a resume point grows old while nothing happens. */
export const periodicNoops: Check = {
  code: 'GW110',
  severity: 'warning',
  title: 'The source writes no-ops while it is idle',
  engines: onlineEngines,
  run: (context) =>
    withPart(context, 'source', 'parameters', (parameters, { address }) =>
      parameters['writePeriodicNoops'] !== false
        ? []
        : [
            {
              summary: `The source (${address}) writes no no-ops while it is idle (writePeriodicNoops is off)`,
              detail: 'Change streams then do not move on, the lag seems to grow, and a resume point can be lost',
              fix: 'Restart the source without --setParameter writePeriodicNoops=false',
            },
          ],
    ),
};
