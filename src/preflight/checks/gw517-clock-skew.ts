import { formatDurationMs } from '../../lib/duration.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

const most = 5_000;

/** Lags, windows, leases and TTL indexes are reckoned with clocks of several machines. */
export const clockSkew: Check = {
  code: 'GW517',
  severity: 'warning',
  title: 'The clocks of source, destination and this machine agree within 5 s',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    (['source', 'destination'] as const).flatMap((role) =>
      withPart(context, role, 'status', ({ clockSkewMs, clockUncertaintyMs }, { address }) => {
        if (Math.abs(clockSkewMs) - clockUncertaintyMs <= most) return [];
        const direction = clockSkewMs > 0 ? 'ahead of' : 'behind';
        return [
          {
            summary: `The clock of the ${role} (${address}) is ${formatDurationMs(Math.abs(clockSkewMs))} ${direction} the clock here`,
            detail:
              'Lag and windows are shown wrong, and documents with a time to live expire at other times than they did',
            fix: 'Let all machines take their time from NTP: timedatectl set-ntp true',
          },
        ];
      }),
    ),
};
