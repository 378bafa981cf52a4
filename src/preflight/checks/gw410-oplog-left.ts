import type { EngineProgress } from '../../engines/engine.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { isSyncing } from '../../lifecycle/progress-of-state.ts';
import { secondsOf } from '../../mongo/cluster-time.ts';
import type { Check, CheckContext } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';

/** A sync that is behind by more than this part of the oplog is in danger. */
const alarmingPart = 0.5;

/** Seconds by which reading is behind. What waits in a spool is read, and needs no oplog any more. */
function readingLag(progress: EngineProgress | undefined): number | undefined {
  const { lagSeconds, spool, appliedTime } = progress ?? {};
  if (lagSeconds === undefined || spool === undefined || appliedTime === undefined) return lagSeconds;
  return Math.max(0, lagSeconds - Math.max(0, secondsOf(spool.until) - secondsOf(appliedTime)));
}

/** Where the figure is not the lag that everybody else tells. */
function isSpooling({ observation }: CheckContext): boolean {
  return observation.engine.progress?.spool !== undefined;
}

/** A sync that falls behind further than the oplog reaches cannot go on. */
export const oplogLeft: Check = {
  code: 'GW410',
  severity: 'error',
  title: "The running sync is well within the source's oplog",
  engines: onlineEngines,
  isWatched: true,
  run: (context) => {
    const lag = readingLag(context.observation.engine.progress);
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
          summary: `The sync is ${formatDurationMs(lag * 1000)} behind${isSpooling(context) ? ' with reading' : ''}, and the oplog of the ${role} (${address}) reaches back ${formatDurationMs(spanSeconds * 1000)}`,
          detail: `In about ${formatDurationMs(left * 1000)} without progress the place where the sync stands is gone, and everything is copied again`,
          fix: `db.adminCommand({ replSetResizeOplog: 1, size: Double(${Math.max(990, Math.ceil((maxBytes * 4) / 1024 ** 2))}) }) on each member of the ${role}, now; then loosen the throttle or pause other load`,
        },
      ];
    });
  },
};
