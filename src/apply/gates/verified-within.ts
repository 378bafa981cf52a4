import type { EngineVerification } from '../../engines/engine.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { secondsOf } from '../../mongo/cluster-time.ts';
import { sourceTimeNow } from '../../sync/source-time.ts';
import { extentWords, isWhole, notCompared } from '../../verify/extent.ts';
import type { Gate } from './gate.ts';

/**
 * Everything was compared up to a source time that is recent enough. What counts is the watermark, so that a busy source
 * does not make a result stale (correctness rule 27).
 */
export function verifiedWithinGate(verifiedWithinMs: number): Gate {
  return {
    name: 'verifiedWithin',
    read: async ({ progress }, { closing }) => {
      const verification = progress?.verification;
      const limit = `at most ${formatDurationMs(verifiedWithinMs)} ago`;
      if (verification?.watermark === undefined) return { isOpen: false, words: `not verified yet (${limit})` };
      if (verification.mismatchCount > 0) {
        return { isOpen: false, words: `${verification.mismatchCount} documents differ` };
      }
      const ageSeconds = secondsOf(await sourceTimeNow(closing.client)) - secondsOf(verification.watermark);
      return {
        isOpen: ageSeconds * 1000 <= verifiedWithinMs,
        words: `verified ${Math.max(0, ageSeconds)} s ago (${limit})${how(verification)}`,
      };
    },
  };
}

/** Whoever approves has to see that it was not everything. */
function how({ extent, repaired }: EngineVerification): string {
  const mended = repaired === undefined || repaired.count === 0 ? '' : `; ${repaired.count} documents were repaired`;
  if (isWhole(extent)) return mended;
  const words = [`, by comparing ${extentWords(extent)}`, ...notCompared(extent)];
  return `${words.join('. ')}${mended}`;
}
