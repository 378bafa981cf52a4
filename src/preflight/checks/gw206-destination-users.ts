import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

/** mongosync 1.20 and newer block writes on the destination, and refuse one without users to block. */
export const destinationUsers: Check = {
  code: 'GW206',
  severity: 'error',
  title: 'The destination has a user',
  engines: ['mongosync'],
  run: (context) =>
    withPart(context, 'destination', 'accounts', (accounts, { address }) =>
      accounts.length > 0 || context.spec.destination.existingData === 'keep'
        ? []
        : [
            {
              summary: `The destination (${address}) has no users, which mongosync 1.20 and newer refuse`,
              detail: 'It blocks the writes of users there while it syncs',
              fix: 'db.getSiblingDB("admin").createUser({ user: "sync", pwd: passwordPrompt(), roles: ["backup", "clusterManager", "clusterMonitor", "readWriteAnyDatabase", "restore"] })',
            },
          ],
    ),
};
