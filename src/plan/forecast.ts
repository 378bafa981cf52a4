import { formatBytes } from '../lib/size.ts';
import { isToBeCopied } from '../lifecycle/progress-of-state.ts';
import { sizeSummary } from '../observe/observation.ts';
import { assumedBytesPerSecond } from '../preflight/copy-forecast.ts';
import type { Forecast } from './plan.ts';
import type { PlanInput } from './plan-input.ts';

/** How long the copy is going to take, and how far back the source's oplog reaches. */
export function forecast({ observation, state, rehearsal }: PlanInput): Forecast {
  const { source, engine } = observation;
  const common = { oplogWindowSeconds: source.oplogWindowSeconds, commitSeconds: rehearsal?.measured?.commitSeconds };
  const { progress } = engine;
  const isCopied = !isToBeCopied(state);
  if (isCopied) return { copySeconds: undefined, basis: undefined, ...common };
  const rate = progress?.copyBytesPerSecond;
  const total = progress?.totalBytes ?? sizeSummary(source.namespaces).bytes;
  const left = Math.max(0, total - (progress?.copiedBytes ?? 0));
  if (rate !== undefined && rate > 0) {
    return { copySeconds: left / rate, basis: 'the rate of the last seconds', ...common };
  }
  const rehearsed = rehearsal?.measured?.bytesPerSecond;
  if (rehearsed !== undefined) {
    const basis = `${formatBytes(rehearsed)}/s, measured in the rehearsal of ${rehearsal?.finishedAt}, indexes included`;
    return { copySeconds: left / rehearsed, basis, ...common };
  }
  const basis = `${assumedBytesPerSecond / 1_000_000} MB/s, assumed until it is measured`;
  return { copySeconds: left / assumedBytesPerSecond, basis, ...common };
}
