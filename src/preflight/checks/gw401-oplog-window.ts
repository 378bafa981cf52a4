import type { EngineType } from '../../engines/engine.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes } from '../../lib/size.ts';
import { isToBeCopied } from '../../lifecycle/progress-of-state.ts';
import { growsTo } from '../../mongo/oplog-fill.ts';
import type { Check } from '../check.ts';
import { copyForecast } from '../copy-forecast.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { reachAtPeak, sizeFor, spooledSeconds } from '../oplog-reach.ts';

/** A copy may take longer than it was forecast; half of the oplog is left for that. */
const wantedRatio = 2;

/** These read the stream while they copy, so that the oplog has to reach over an interruption and not over the copy. */
const readWhileCopying: ReadonlySet<EngineType> = new Set(['builtin']);

/** What happened since the copy began is read from the source's oplog; when it no longer reaches so far, all begins anew. */
export const oplogWindow: Check = {
  code: 'GW401',
  severity: 'error',
  title: "The source's oplog reaches back further than the copy takes",
  engines: onlineEngines,
  isWatched: true,
  run: (context) => {
    if (!isToBeCopied(context.state)) return [];
    return withPart(context, 'source', 'oplog', (oplog, { address }) => {
      const { seconds, basis } = copyForecast(context.spec, context.observation);
      const reach = reachAtPeak(oplog);
      const spooled = spooledSeconds(context.spec, oplog);
      if (reach + spooled >= seconds * wantedRatio) return [];
      const megabytes = sizeFor(oplog, seconds * wantedRatio - spooled);
      const isTooShort = reach < seconds && !readWhileCopying.has(context.spec.engine.type);
      return [
        {
          summary: `The oplog of the source (${address}) reaches back ${formatDurationMs(reach * 1000)}${reach < growsTo(oplog) ? ' while writes are at their most' : ''}${spooled > 0 ? `, the spool takes up ${formatDurationMs(spooled * 1000)} more` : ''}, and the copy takes about ${formatDurationMs(seconds * 1000)}`,
          detail: `The forecast rests on ${basis}; the oplog holds at most ${formatBytes(oplog.maxBytes)}. When it rolls over, everything is copied again`,
          fix: `db.adminCommand({ replSetResizeOplog: 1, size: Double(${megabytes}), minRetentionHours: ${hoursFor(seconds)} }) on each member of the source (without minRetentionHours before 4.4); in Atlas: during.oplogSizeGB${spooled > 0 ? '. Or a larger engine.builtin.spool.maxSize' : ''}`,
          severity: isTooShort ? 'error' : 'warning',
        },
      ];
    });
  },
};

function hoursFor(seconds: number): number {
  return Math.max(1, Math.ceil((seconds * wantedRatio) / 3600));
}
