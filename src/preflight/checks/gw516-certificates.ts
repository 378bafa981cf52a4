import { formatDurationMs } from '../../lib/duration.ts';
import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';

const soonMs = 14 * 24 * 3_600_000;

/** A certificate that ends while a sync runs ends the sync. */
export const certificates: Check = {
  code: 'GW516',
  severity: 'error',
  title: 'No certificate ends within two weeks',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'certificates', (all, { address }) => {
        const now = Date.parse(context.observation.takenAt);
        return all
          .filter(({ validTo }) => Date.parse(validTo) < now + soonMs)
          .map(({ what, validTo }) => {
            const isOver = Date.parse(validTo) <= now;
            const when = isOver ? `ended on ${validTo}` : `ends in ${formatDurationMs(Date.parse(validTo) - now)}`;
            return {
              summary: `The ${what} for the ${role} (${address}) ${when}`,
              detail: 'New connections are refused from then on, and every connection is replaced sooner or later',
              fix:
                what === 'client certificate'
                  ? `Issue a new one and name it in ${role}.tls`
                  : 'Let whoever runs the servers renew it',
              severity: isOver ? ('error' as const) : ('warning' as const),
              objects: [what],
            };
          });
      }),
    ),
};
