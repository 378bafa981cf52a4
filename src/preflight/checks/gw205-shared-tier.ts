import type { ClusterDetails } from '../../mongo/details/cluster-details.ts';
import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { onBothSides } from '../observed-part.ts';

/** Shared tiers answer like this to what only a cluster of one's own may ask. */
const refusal = /CMD_NOT_ALLOWED|not allowed in this atlas tier/i;

/** Free, shared, flex and serverless clusters lack an oplog, change streams over the cluster, and much more. */
export const sharedTier: Check = {
  code: 'GW205',
  severity: 'error',
  title: 'Neither side is a free, shared, flex or serverless cluster of Atlas',
  engines: onlineEngines,
  run: ({ observation }) =>
    onBothSides((role) => {
      const { details, address } = observation[role];
      if (details === undefined || !isRefused(details)) return [];
      return [
        {
          summary: `The ${role} (${address}) is a shared cluster of Atlas, which no online engine can work with`,
          detail: 'Such clusters refuse commands that a sync cannot do without',
          fix: 'Scale it to M10 or larger (M40 and larger for speed), or use engine.type: dumpRestore',
          pointer: `/${role}`,
        },
      ];
    }),
};

function isRefused({ host, status, parameters }: ClusterDetails): boolean {
  return [host, status, parameters].some((part) => !part.isKnown && refusal.test(part.because.detail));
}
