import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** Reads and writes of a sync wait for a majority of the members; without one they wait for ever. */
export const members: Check = {
  code: 'GW106',
  severity: 'error',
  title: 'Every member of the replica set is up, and a majority holds data',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'members', (all, { address }) => {
        const down = all.filter(({ isHealthy }) => !isHealthy);
        if (down.length === 0) return [];
        const votes = all.reduce((sum, member) => sum + member.votes, 0);
        const majority = Math.floor(votes / 2) + 1;
        const acknowledging = all.filter((member) => member.isHealthy && !member.isArbiter && member.votes > 0).length;
        const isStuck = acknowledging < majority;
        const hosts = down.map(({ host, state }) => `${host} (${state})`);
        return [
          {
            summary: `Of the ${role} (${address}), ${listed(hosts)} ${down.length === 1 ? 'is' : 'are'} not up`,
            detail: isStuck
              ? `Only ${acknowledging} of the ${majority} members that a majority needs can acknowledge a write, so the sync would wait for ever`
              : 'One more failure, and writes with majority wait for ever',
            fix: 'Start them again, or remove them: rs.remove("HOST:PORT"); rs.status() tells how each is',
            severity: isStuck ? 'error' : 'warning',
            objects: hosts,
          },
        ];
      }),
    ),
};
