import type { Check } from '../check.ts';
import { onBothSides } from '../observed-part.ts';

/** Documents and passwords are readable on every machine in between. */
export const tls: Check = {
  code: 'GW512',
  severity: 'warning',
  title: 'Connections that leave the machine are encrypted',
  engines: 'all',
  run: ({ observation }) =>
    onBothSides((role) => {
      const { details, address } = observation[role];
      if (details === undefined || details.connection.hasTls || details.connection.isLoopback) return [];
      return [
        {
          summary: `The connection to the ${role} (${address}) is not encrypted`,
          detail: 'All documents go over it',
          fix: `Add ${role}.tls: { caFile: ./ca.pem } (the servers need net.tls.mode: requireTLS), or waive it for a network of your own`,
          pointer: `/${role}`,
        },
      ];
    }),
};
