import type { ClusterTime } from './cluster-time.ts';
import { Timestamp } from './driver.ts';

/** By itself, so that who only reckons with times does not lead to the driver. */
export function timestampOf(time: ClusterTime): Timestamp {
  return new Timestamp(time);
}
