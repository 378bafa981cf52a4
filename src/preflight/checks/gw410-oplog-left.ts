import { formatDurationMs } from '../../lib/duration.ts';
import { isSyncing } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';

/** A sync that is behind by more than this part of the oplog is in danger. */
const alarmingPart = 0.5;

/** A sync that falls behind further than the oplog reaches cannot go on. */
export const oplogLeft: Check = {
  code: 'GW410',
  severity: 'error',
  title: "The running sync is well within the source's oplog",
  engines: onlineEngines,
  isWatched: true,
  run: (context) => {
    const lag = context.observation.engine.progress?.lagSeconds;
    const isBack = context.observation.engine.isReversed === true;
    if (!(isSyncing(context.state) || isBack) || lag === undefined) return [];
    // On the way back the destination is what is read.
    const role = isBack ? 'destination' : 'source';
    return withPart(context, role, 'oplog', ({ spanSeconds, usedBytes, maxBytes }, { address }) => {
      const isFull = usedBytes >= maxBytes * 0.9;
      if (!isFull || lag < spanSeconds * alarmingPart) return [];
      const left = Math.max(0, spanSeconds - lag);
      return [
        {
          summary: `The sync is ${formatDurationMs(lag * 1000)} behind, and the oplog of the ${role} (${address}) reaches back ${formatDurationMs(spanSeconds * 1000)}`,
          detail: `In about ${formatDurationMs(left * 1000)} without progress the place where the sync stands is gone, and everything is copied again`,
          fix: `db.adminCommand({ replSetResizeOplog: 1, size: Double(${Math.max(990, Math.ceil((maxBytes * 4) / 1024 ** 2))}) }) on each member of the ${role}, now; then loosen the throttle or pause other load`,
        },
      ];
    });
  },
};
