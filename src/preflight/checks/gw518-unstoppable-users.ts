import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed } from '../wording.ts';

/** The block at the cutover does not hold for users with bypassWriteBlockingMode: their late writes are lost. */
export const unstoppableUsers: Check = {
  code: 'GW518',
  severity: 'warning',
  title: 'The write block at the cutover holds for every user of the source',
  engines: onlineEngines,
  run: (context) => {
    const { spec, observation } = context;
    const { source: block } = spec.cutover.block;
    if ((block !== 'server' && block !== 'auto') || observation.source.facts.versionNumber < 600) return [];
    return withPart(context, 'source', 'accounts', (accounts, { details }) => {
      const user = details?.user;
      const own = user?.isKnown ? `${user.value.database}.${user.value.name}` : '';
      const found = accounts.filter(({ id, bypassesWriteBlock }) => bypassesWriteBlock && id !== own);
      if (found.length === 0) return [];
      const names = found.map(({ id, roles }) => `${id} (${roles.join(', ')})`);
      return [
        {
          summary: `${counted(found.length, 'user')} of the source may write although writes are blocked: ${listed(names)}`,
          detail: 'setUserWriteBlockMode does not stop roles with bypassWriteBlockingMode, such as root and restore',
          fix: 'See that no application logs in as one of them: db.getSiblingDB("admin").revokeRolesFromUser(NAME, [ROLE]), then waive this for the people that are left',
          pointer: '/cutover/block/source',
          objects: names,
        },
      ];
    });
  },
};
