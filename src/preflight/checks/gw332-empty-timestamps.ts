import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { scanned } from '../scan-finding.ts';

/** A server fills in an empty timestamp at the top of a document that is inserted; only updates keep it. */
export const emptyTimestamps: Check = {
  code: 'GW332',
  severity: 'error',
  title: 'No document has an empty timestamp at its top (found by --scan-data)',
  engines: ['mongosync', 'atlasLiveMigration', 'clusterSync'],
  run: (context) => {
    const isSupported =
      mongosyncEngines.includes(context.spec.engine.type) && context.observation.source.facts.versionNumber >= 600;
    const found = scanned(context, 'emptyTimestamp');
    if (found === undefined || isSupported) return [];
    return [
      {
        summary: `${found.documents} with Timestamp(0, 0) at the top: ${found.where}`,
        detail: 'The destination would put its own clock in their place',
        fix: 'Use engine.type: builtin, which keeps them, or give them a value: updateMany({ FIELD: Timestamp(0, 0) }, { $set: { FIELD: null } })',
        pointer: '/engine/type',
        objects: found.objects,
      },
    ];
  },
};
