import type { Check } from '../check.ts';
import { scanned } from '../scan-finding.ts';

/** Measured with ClusterSync 0.9.0: both are lost or changed without a word. */
export const clusterSyncDocuments: Check = {
  code: 'GW349',
  severity: 'error',
  title: 'ClusterSync keeps every document as it is (found by --scan-data)',
  engines: ['clusterSync'],
  run: (context) => {
    const dots = scanned(context, 'dottedNames');
    const ids = scanned(context, 'notANumberId');
    const common = { fix: 'Use engine.type: builtin, which keeps them', pointer: '/engine/type' };
    return [
      ...(dots === undefined
        ? []
        : [
            {
              ...common,
              summary: `${dots.documents} with a dot in a field name: ${dots.where}`,
              detail: 'When such a field is updated, ClusterSync changes another one instead',
              objects: dots.objects,
            },
          ]),
      ...(ids === undefined
        ? []
        : [
            {
              ...common,
              summary: `${ids.documents} with NaN as _id: ${ids.where}`,
              detail: 'ClusterSync copies nothing but the _id of them, or leaves them out',
              objects: ids.objects,
            },
          ]),
    ];
  },
};
