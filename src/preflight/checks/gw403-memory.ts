import { formatBytes } from '../../lib/size.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

/** What fits into memory on the source has to be read from disk on a smaller destination. */
export const memory: Check = {
  code: 'GW403',
  severity: 'warning',
  title: 'The destination has as much memory as the source',
  engines: 'all',
  run: (context) =>
    withPart(context, 'source', 'host', (source) =>
      withPart(context, 'destination', 'host', (destination, { address }) => {
        if (!isComparable(context.observation) || destination.memoryBytes >= source.memoryBytes * 0.95) return [];
        return [
          {
            summary: `The destination (${address}) has ${formatBytes(destination.memoryBytes)} of memory, the source ${formatBytes(source.memoryBytes)}`,
            detail: 'The working set may no longer fit, which applications notice after the switch and not before',
            fix: 'Take a larger tier or machine, or rehearse with real load (phase: detached) and waive this with what came out',
            pointer: '/destination',
          },
        ];
      }),
    ),
};

/** Behind a mongos one router's machine says nothing of the shards. */
function isComparable({
  source,
  destination,
}: {
  source: { facts: { topology: string } };
  destination: { facts: { topology: string } };
}): boolean {
  return source.facts.topology === 'replicaSet' && destination.facts.topology === 'replicaSet';
}
