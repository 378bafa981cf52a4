import type { WindowRule } from '../cutover-window.ts';
import type { Throttle as ThrottleBlock } from '../generated/migration.ts';
import { type HttpCall, normalizeHttp } from './action.ts';
import { durationMs, optionalDurationMs, optionalSizeBytes } from './units.ts';

/** Limits that hold at certain times. */
export interface ThrottleSchedule {
  readonly window: WindowRule;
  readonly pauseCopy: boolean;
  readonly readBytesPerSecond?: number | undefined;
  readonly writeBytesPerSecond?: number | undefined;
}

/** Limits on the load that the migration makes; what is undefined is not limited. */
export interface Throttle {
  readonly maxDestinationLagMs?: number | undefined;
  readonly maxSourceLagMs?: number | undefined;
  readonly readBytesPerSecond?: number | undefined;
  readonly writeBytesPerSecond?: number | undefined;
  readonly http?: HttpCall | undefined;
  readonly schedule: readonly ThrottleSchedule[];
}

export function normalizeThrottle(block: ThrottleBlock | undefined): Throttle {
  return {
    maxDestinationLagMs: optionalDurationMs(block?.maxDestinationLag),
    maxSourceLagMs: optionalDurationMs(block?.maxSourceLag),
    readBytesPerSecond: optionalSizeBytes(block?.readBytesPerSecond),
    writeBytesPerSecond: optionalSizeBytes(block?.writeBytesPerSecond),
    http: block?.http && normalizeHttp(block.http, 'GET'),
    schedule: (block?.schedule ?? []).map((entry) => ({
      window: { cron: entry.cron, timeZone: entry.timeZone, durationMs: durationMs(entry.duration) },
      pauseCopy: entry.pauseCopy ?? false,
      readBytesPerSecond: optionalSizeBytes(entry.readBytesPerSecond),
      writeBytesPerSecond: optionalSizeBytes(entry.writeBytesPerSecond),
    })),
  };
}
