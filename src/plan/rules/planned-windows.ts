import { forecast } from '../forecast.ts';
import type { PlannedWindow } from '../plan.ts';
import type { PlanInput } from '../plan-input.ts';

/** Copying is not all of it: indexes, catching up and comparing take about as long again. */
const shareOfCopy = 0.5;

/** The windows that come, each with whether the sync is going to be ready when it closes. */
export function plannedWindows(input: PlanInput): readonly PlannedWindow[] {
  const readyAt = readyTime(input);
  return input.windows.map(({ opens, closes }) => ({
    opens: opens.toISOString(),
    closes: closes.toISOString(),
    isReady: readyAt === undefined ? undefined : readyAt < closes.getTime() - input.spec.cutover.timeoutMs,
  }));
}

/** Milliseconds since 1970. */
function readyTime(input: PlanInput): number | undefined {
  if (input.state === 'following') return Date.parse(input.now);
  const { copySeconds } = forecast(input);
  return copySeconds === undefined ? undefined : Date.parse(input.now) + (copySeconds / shareOfCopy) * 1000;
}
