import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

/** A copy that is to read from a secondary waits for one for ever. */
export const readFrom: Check = {
  code: 'GW117',
  severity: 'error',
  title: 'The source has a member that source.readFrom names',
  engines: 'all',
  run: (context) => {
    if (context.spec.source.readFrom.readPreference !== 'secondary') return [];
    return withPart(context, 'source', 'members', (members, { address }) => {
      const usable = members.filter((one) => one.state === 'SECONDARY' && one.isHealthy && one.delaySeconds === 0);
      if (usable.length > 0) return [];
      return [
        {
          summary: `The source (${address}) has no secondary to read from`,
          detail: 'readPreference: secondary never falls back on the primary',
          fix: 'Set source.readFrom.readPreference: secondaryPreferred, or add a member to the source: rs.add("HOST:PORT")',
          pointer: '/source/readFrom/readPreference',
        },
      ];
    });
  },
};
