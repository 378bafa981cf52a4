import type { Check } from '../check.ts';
import { scanned } from '../scan-finding.ts';
import { seriesOf } from '../wording.ts';

/** Up to feature compatibility version 4.0 a server refuses a document whose key in some index has 1,024 bytes or more. */
export const longKeys: Check = {
  code: 'GW328',
  severity: 'error',
  title: 'No key of an index is too long for the destination (found by --scan-data)',
  engines: 'all',
  run: (context) => {
    const { facts, address } = context.observation.destination;
    const featureVersion = facts.featureCompatibilityVersion ?? seriesOf(facts.version);
    const hasLimit = facts.versionNumber < 402 || (facts.versionNumber === 402 && featureVersion === '4.0');
    const found = hasLimit ? scanned(context, 'longIndexKey') : undefined;
    if (found === undefined) return [];
    const raise = `db.adminCommand({ setFeatureCompatibilityVersion: "4.2" }) on the destination`;
    return [
      {
        summary: `${found.documents} with keys of 1,024 bytes or more: ${found.where}`,
        detail: `The destination (${address}) has feature compatibility version ${featureVersion} and refuses them; from 4.2 on there is no such limit`,
        fix:
          facts.versionNumber < 402 ? 'Take a destination of 4.2 or newer, or drop these indexes on the source' : raise,
        pointer: '/destination',
        objects: found.objects,
      },
    ];
  },
};
