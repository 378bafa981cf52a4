import { type Gap, isoOf } from './gap/gap.ts';
import type { Stall } from './stall-watch.ts';
import type { SyncRun } from './sync-run.ts';

/** A commit drains what is left while applications wait. */
const mostLagSeconds = 30;

/** What stands in the way of a commit of a sync that is going on, in words. */
export function whyNotCommit(
  run: SyncRun,
  {
    gap,
    lagSeconds,
    stall,
  }: { readonly gap: Gap | undefined; readonly lagSeconds: number; readonly stall: Stall | undefined },
): readonly string[] {
  const reasons: string[] = [];
  if (gap !== undefined) {
    reasons.push(`changes after ${isoOf(gap.from)} were lost, and everything is being compared and repaired`);
  }
  if (!run.isCopied) reasons.push('collections are being copied');
  if (run.isCopied && !run.context.catalogSync.isIdle) reasons.push('indexes are being built');
  if (stall !== undefined) reasons.push(`the sync is stuck: ${stall.reason}`);
  if (lagSeconds > mostLagSeconds) {
    reasons.push(`the sync lags ${lagSeconds} s behind the source (at most ${mostLagSeconds} s)`);
  }
  return reasons;
}
