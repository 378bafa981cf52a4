import { formatDurationMs } from '../../lib/duration.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

const shortestMs = 60_000;

/** A throttled copy leaves its cursors alone for a while; the server must not close them meanwhile. */
export const cursorTimeout: Check = {
  code: 'GW111',
  severity: 'warning',
  title: 'The source keeps idle cursors open for a minute at least',
  engines: 'all',
  run: (context) =>
    withPart(context, 'source', 'parameters', (parameters, { address }) => {
      const timeoutMs = Number(parameters['cursorTimeoutMillis'] ?? Number.POSITIVE_INFINITY);
      if (timeoutMs >= shortestMs) return [];
      return [
        {
          summary: `The source (${address}) closes cursors that are idle for ${formatDurationMs(timeoutMs)}`,
          detail: 'A copy that is throttled or waits for the destination loses its place again and again',
          fix: 'db.adminCommand({ setParameter: 1, cursorTimeoutMillis: 600000 }) on every member of the source',
        },
      ];
    }),
};
