import type { Check } from '../check.ts';
import { scanned } from '../scan-finding.ts';

/** Names that begin with a dollar sign cannot be set by an ordinary update, which is how most engines follow. */
export const dollarNames: Check = {
  code: 'GW331',
  severity: 'error',
  title: 'No field name begins with a dollar sign (found by --scan-data)',
  engines: ['mongosync', 'atlasLiveMigration', 'clusterSync'],
  run: (context) => {
    const found = scanned(context, 'dollarNames');
    if (found === undefined) return [];
    return [
      {
        summary: `${found.documents} with a field name that begins with $: ${found.where}`,
        detail: 'The engine copies them, and stops or changes another field when one is updated',
        fix: 'Rename the fields with $setField and $unsetField, or use engine.type: builtin, which keeps them',
        pointer: '/engine/type',
        objects: found.objects,
      },
    ];
  },
};
