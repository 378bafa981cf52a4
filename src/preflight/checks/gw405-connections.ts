import { formatCount } from '../../lib/size.ts';
import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';

/** The most that the built-in engine and its verifier open to one side, with room for the applications. */
const needed = 100;

/** A server without a connection to spare refuses the sync, or the applications because of it. */
export const connections: Check = {
  code: 'GW405',
  severity: 'warning',
  title: 'Both sides have connections to spare',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'status', ({ availableConnections }, { address }) =>
        !(availableConnections < needed)
          ? []
          : [
              {
                summary: `The ${role} (${address}) has ${formatCount(availableConnections)} connections to spare, and a sync takes up to ${needed}`,
                fix: 'Raise net.maxIncomingConnections (or the tier), or close idle clients; engine.builtin.loadLevel: 1 takes fewest',
              },
            ],
      ),
    ),
};
