import { isToBeCopied } from '../lifecycle/progress-of-state.ts';
import type { OplogFacts } from '../mongo/details/cluster-details.ts';
import { copyForecast } from '../preflight/copy-forecast.ts';
import { reachAtPeak, spooledSeconds } from '../preflight/oplog-reach.ts';
import type { Forecast } from './plan.ts';
import type { PlanInput } from './plan-input.ts';

/** How long copy and index builds are going to take, and how far back the source's oplog reaches. */
export function forecast({ spec, observation, state, rehearsal }: PlanInput): Forecast {
  const { source } = observation;
  const oplog = source.details?.oplog;
  const common = {
    oplogWindowSeconds: source.oplogWindowSeconds,
    oplogWindowAtPeakSeconds: oplog?.isKnown ? reachAtPeak(oplog.value) : undefined,
    ...(oplog?.isKnown ? spooling(spec, oplog.value) : {}),
    commitSeconds: rehearsal?.measured?.commitSeconds,
  };
  if (!isToBeCopied(state)) return { copySeconds: undefined, basis: undefined, ...common };
  const { seconds, basis } = copyForecast(spec, observation, rehearsal);
  return { copySeconds: seconds, basis, ...common };
}

/** Nothing where a spool has the room of a disk that only the engine sees. */
function spooling(spec: PlanInput['spec'], oplog: OplogFacts): Pick<Forecast, 'spooledSeconds'> {
  const seconds = spooledSeconds(spec, oplog);
  return seconds > 0 && Number.isFinite(seconds) ? { spooledSeconds: Math.round(seconds) } : {};
}
