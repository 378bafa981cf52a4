import type { ClusterTime } from './cluster-time.ts';

/** Seconds since 1970. By itself, for the planner, which must not lead to the driver. */
export function secondsOf(time: ClusterTime): number {
  return Number(time >> 32n);
}
