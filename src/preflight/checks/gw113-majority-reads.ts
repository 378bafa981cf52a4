import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';

/** What is read without majority may be rolled back, and would then be on the destination only. */
export const majorityReads: Check = {
  code: 'GW113',
  severity: 'error',
  title: 'The server stores data in WiredTiger and serves majority reads',
  engines: 'all',
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'status', ({ storageEngine, supportsCommittedReads }, { address, facts }) => {
        // A mongos has no storage of its own.
        if (facts.topology !== 'replicaSet') return [];
        if (storageEngine !== 'wiredTiger' && storageEngine !== 'inMemory') {
          return [
            {
              summary: `The ${role} (${address}) stores its data in ${storageEngine}`,
              fix: 'Resync its members one by one with --storageEngine wiredTiger',
            },
          ];
        }
        if (supportsCommittedReads) return [];
        return [
          {
            summary: `The ${role} (${address}) serves no majority reads`,
            detail: 'What is read without them may be rolled back on the source and stay on the destination',
            fix: 'Restart its members without --enableMajorityReadConcern false',
          },
        ];
      }),
    ),
};
