import { formatDurationMs } from '../../lib/duration.ts';
import type { Gate } from './gate.ts';

/** The sync is close enough behind the source for the drain to be short. */
export function maxLagGate(maxLagMs: number): Gate {
  return {
    name: 'maxLag',
    read: async ({ progress }) => {
      const lagSeconds = progress?.lagSeconds;
      const limit = `at most ${formatDurationMs(maxLagMs)}`;
      if (lagSeconds === undefined) return { isOpen: false, words: `lag unknown (${limit})` };
      return { isOpen: lagSeconds * 1000 <= maxLagMs, words: `lag ${lagSeconds} s (${limit})` };
    },
  };
}
