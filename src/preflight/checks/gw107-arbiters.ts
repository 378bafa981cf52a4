import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** An arbiter votes and holds no data: a set of two and an arbiter has no majority to spare. */
export const arbiters: Check = {
  code: 'GW107',
  severity: 'warning',
  title: 'No arbiter stands in for a member that a majority needs',
  engines: 'all',
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'members', (members, { address }) => {
        const found = members.filter(({ isArbiter }) => isArbiter).map(({ host }) => host);
        const votes = members.reduce((sum, member) => sum + member.votes, 0);
        const majority = Math.floor(votes / 2) + 1;
        const withData = members.filter((member) => !member.isArbiter && member.votes > 0).length;
        if (found.length === 0 || withData > majority) return [];
        return [
          {
            summary: `The ${role} (${address}) has ${withData} voting members with data and needs ${majority} for a majority; ${listed(found)} cannot help`,
            detail:
              'When one member is down, writes with majority wait, the majority commit point stands still, and so do change streams',
            fix: `Replace the arbiter by a member with data: rs.remove("${found[0]}"), then rs.add("HOST:PORT")`,
            objects: found,
          },
        ];
      }),
    ),
};
