import type { Check } from '../check.ts';
import { scanned } from '../scan-finding.ts';

/** Each shard keeps `_id` unique for itself; two of them may hold the same, and one would win on the destination. */
export const duplicateIds: Check = {
  code: 'GW334',
  severity: 'error',
  title: 'No _id is there twice over the shards (found by --scan-data)',
  engines: 'all',
  run: (context) => {
    const found = scanned(context, 'duplicateId');
    if (found === undefined) return [];
    return [
      {
        summary: `${found.documents} with an _id that another one has, too: ${found.where}`,
        detail:
          'They are on two shards; it may be what an interrupted chunk migration left (orphans), or two real documents',
        fix: 'On each shard of 4.4 to 5.x: db.adminCommand({ cleanupOrphaned: NAMESPACE }). What is left are two documents: give one of them another _id',
        objects: found.objects,
      },
    ];
  },
};
