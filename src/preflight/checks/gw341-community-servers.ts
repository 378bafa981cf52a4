import type { Check } from '../check.ts';
import { listed } from '../wording.ts';

/** Its makers support mongosync between Enterprise servers and Atlas, and have not tried it with Community servers. */
export const communityServers: Check = {
  code: 'GW341',
  severity: 'info',
  title: 'mongosync is supported for both sides',
  engines: ['mongosync'],
  run: ({ observation }) => {
    const found = (['source', 'destination'] as const)
      .filter((role) => observation[role].facts.isEnterprise === false)
      .map((role) => `the ${role} (${observation[role].address})`);
    if (found.length === 0) return [];
    return [
      {
        summary: `mongosync is not supported for servers of the Community edition: ${listed(found)}`,
        detail: 'It is not tested with them either, and nobody helps when it fails',
        fix: 'Use engine.type: builtin, or rehearse it with all data (phase: detached) first',
        pointer: '/engine/type',
        objects: found,
      },
    ];
  },
};
