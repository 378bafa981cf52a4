/**
 * Changes that nobody can read any more, because the source's oplog rolled over the sync's position (correctness rule 15).
 * What is copied is kept: the stream is followed anew from a later point, everything is compared behind it, and what
 * differs is fetched from the source. Until that is through nothing can be committed.
 */
import { EngineError } from '../../lib/errors.ts';
import { type ClusterTime, secondsOf } from '../../mongo/cluster-time.ts';

export interface Gap {
  /** Everything up to it was applied. */
  readonly from: ClusterTime;
  /** Where following began anew; `undefined` until somebody has decided for that. */
  readonly until: ClusterTime | undefined;
}

/** The source's oplog no longer reaches back to where the sync stands. */
export function resumePointLost(time: ClusterTime, cause?: unknown): EngineError {
  return new EngineError('GW930', {
    summary: `The source's oplog no longer holds ${isoOf(time)}, where the sync would have to go on`,
    detail: 'The changes between then and the oldest oplog entry cannot be read any more',
    hint: 'Enlarge the oplog (replSetResizeOplog), then run `godwit apply`: it offers to keep what is copied, to compare both sides and to repair what differs',
    cause,
  });
}

export function isoOf(time: ClusterTime): string {
  return new Date(secondsOf(time) * 1000).toISOString();
}
