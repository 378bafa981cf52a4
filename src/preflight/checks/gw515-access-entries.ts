import { formatDurationMs } from '../../lib/duration.ts';
import type { Check } from '../check.ts';
import { copyForecast } from '../copy-forecast.ts';

/** Following, verifying and waiting for the window come behind the copy. */
const afterCopyMs = 24 * 3_600_000;

/** A temporary entry of the access list lasts seven days at most, and the sync is cut off when it ends. */
export const accessEntries: Check = {
  code: 'GW515',
  severity: 'warning',
  title: 'No entry of the IP access list ends before the migration does',
  engines: 'all',
  isWatched: true,
  run: ({ spec, observation, state }) => {
    const { destination } = spec;
    if (destination.kind !== 'atlas' || state === 'complete') return [];
    const now = Date.parse(observation.takenAt);
    const untilMs = now + copyForecast(spec, observation).seconds * 1000 + afterCopyMs;
    return destination.atlas.ipAccess.flatMap(({ value, deleteAfter }, index) => {
      if (deleteAfter === undefined) return [];
      const endsAt = Date.parse(deleteAfter);
      if (endsAt >= untilMs) return [];
      const isOver = endsAt <= now;
      return [
        {
          summary: isOver
            ? `The access list entry ${value} ended at ${deleteAfter}`
            : `The access list entry ${value} ends in ${formatDurationMs(endsAt - now)}, before the migration does`,
          detail: 'Whoever comes from there is cut off then, the sync included',
          fix: `Write until: complete instead of deleteAfter; godwit then removes the entry itself`,
          severity: isOver ? ('error' as const) : ('warning' as const),
          pointer: `/destination/atlas/ipAccess/${index}/deleteAfter`,
          objects: [value],
        },
      ];
    });
  },
};
