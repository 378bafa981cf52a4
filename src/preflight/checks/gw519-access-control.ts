import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';

/** Whoever reaches such a server may read and change everything. */
export const accessControl: Check = {
  code: 'GW519',
  severity: 'warning',
  title: 'Servers that can be reached from elsewhere have access control',
  engines: 'all',
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'user', ({ name }, { address, details }) =>
        name !== undefined || details?.connection.isLoopback !== false
          ? []
          : [
              {
                summary: `The ${role} (${address}) lets everybody in without a user`,
                detail: 'setUserWriteBlockMode stops them all the same, but nobody can be told apart',
                fix: 'Create users, then restart the servers with security.authorization: enabled and a keyFile',
              },
            ],
      ),
    ),
};
