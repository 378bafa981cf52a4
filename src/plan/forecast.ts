import { isToBeCopied } from '../lifecycle/progress-of-state.ts';
import { copyForecast } from '../preflight/copy-forecast.ts';
import { reachAtPeak } from '../preflight/oplog-reach.ts';
import type { Forecast } from './plan.ts';
import type { PlanInput } from './plan-input.ts';

/** How long copy and index builds are going to take, and how far back the source's oplog reaches. */
export function forecast({ spec, observation, state, rehearsal }: PlanInput): Forecast {
  const { source } = observation;
  const oplog = source.details?.oplog;
  const common = {
    oplogWindowSeconds: source.oplogWindowSeconds,
    oplogWindowAtPeakSeconds: oplog?.isKnown ? reachAtPeak(oplog.value) : undefined,
    commitSeconds: rehearsal?.measured?.commitSeconds,
  };
  if (!isToBeCopied(state)) return { copySeconds: undefined, basis: undefined, ...common };
  const { seconds, basis } = copyForecast(spec, observation, rehearsal);
  return { copySeconds: seconds, basis, ...common };
}
