import { isHeldClosed } from '../../lifecycle/held-closed.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';

/** A block that an earlier attempt left behind refuses the sync's first write. */
export const destinationBlocked: Check = {
  code: 'GW204',
  severity: 'error',
  title: 'The destination accepts writes',
  engines: 'all',
  run: ({ observation: { destination, journal }, state }) =>
    destination.writes !== 'blocked' || hasBegun(state) || isHeldClosed(journal)
      ? []
      : [
          {
            summary: `Writes are blocked on the destination (${destination.address}), and no sync has begun`,
            detail: 'Probably a run that ended without taking its block back',
            fix: 'db.adminCommand({ setUserWriteBlockMode: 1, global: false }) on the destination',
          },
        ],
};
