import { formatBytes } from '../../lib/size.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

/** Index builds sort on disk, and the destination's oplog grows with the copy: a third more than what will stay. */
const headroom = 1.3;

/** What mongosync 1.22 asks for: data and the indexes that it builds, a quarter more. */
const mongosyncHeadroom = 1.25;

/** A destination that runs full stops in the middle of the copy, and cannot even be cleaned up easily. */
export const storage: Check = {
  code: 'GW402',
  severity: 'error',
  title: 'The destination has room for the data and 30 % more',
  engines: 'all',
  run: (context) => {
    if (hasBegun(context.state)) return [];
    return withPart(context, 'destination', 'disk', ({ freeBytes }, { address }) => {
      const { namespaces } = context.observation.source;
      const sum = (pick: (one: (typeof namespaces)[number]) => number | undefined) =>
        namespaces.reduce((total, one) => total + (pick(one) ?? 0), 0);
      const indexes = sum(({ indexBytes }) => indexBytes);
      const isMongosync = context.spec.engine.type === 'mongosync';
      const needed = isMongosync
        ? (sum(({ bytes }) => bytes) + indexes) * mongosyncHeadroom
        : (sum(({ storageBytes }) => storageBytes) + indexes) * headroom;
      if (freeBytes >= needed) return [];
      return [
        {
          summary: `The destination (${address}) has ${formatBytes(freeBytes)} free, and the migration needs ${formatBytes(needed)}`,
          detail: isMongosync
            ? 'Data (uncompressed) and indexes of the source, and a quarter more, as mongosync 1.22 reckons'
            : 'What data and indexes take on disk on the source, and 30 % more for index builds and the oplog',
          fix: `Enlarge its disk by ${formatBytes(needed - freeBytes)} at least (destination.atlas.cluster.diskSizeGB in Atlas), or migrate less with filters`,
          pointer: '/destination',
        },
      ];
    });
  },
};
