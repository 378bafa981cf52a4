import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** Drivers go to the members by the names that the set gives itself, whatever the connection string says. */
export const reachable: Check = {
  code: 'GW520',
  severity: 'warning',
  title: 'Every member of both sides can be reached from here',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'unreachable', (hosts, { address, details }) => {
        const members = details?.members.isKnown ? details.members.value : [];
        // What is down is another check's business.
        const down = new Set(members.filter(({ isHealthy }) => !isHealthy).map(({ host }) => host));
        const found = hosts.filter((host) => !down.has(host));
        if (found.length === 0) return [];
        return [
          {
            summary: `Of the ${role} (${address}), ${listed(found)} cannot be reached from this machine`,
            detail: 'After an election the primary may be one of them, and the sync would stand still',
            fix: 'Open the way (firewall, IP access list, DNS) to each of them; rs.conf().members shows the names that the set gives itself',
            objects: found,
          },
        ];
      }),
    ),
};
