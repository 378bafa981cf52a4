import type { Check } from '../check.ts';
import { onBothSides } from '../observed-part.ts';

/** What cannot be listed cannot be checked, and would not be migrated either. */
export const catalogue: Check = {
  code: 'GW116',
  severity: 'error',
  title: 'Collections and indexes of both sides can be listed',
  engines: 'all',
  run: ({ observation }) =>
    onBothSides((role) => {
      const { details, address } = observation[role];
      const part = details?.catalogue;
      if (part === undefined || part.isKnown) return [];
      const user = details?.user;
      const name = user?.isKnown ? user.value.name : undefined;
      return [
        {
          summary: `Collections and indexes cannot be listed on the ${role} (${address})`,
          detail: 'Every check that looks at them saw nothing, which says nothing about what is there',
          fix: `db.getSiblingDB("admin").grantRolesToUser(${JSON.stringify(name ?? 'USER')}, ["${role === 'source' ? 'readAnyDatabase' : 'readWriteAnyDatabase'}"]) on the ${role}`,
          pointer: `/${role}`,
        },
      ];
    }),
};
