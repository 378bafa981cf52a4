import { formatDurationMs } from '../../src/lib/duration.ts';
import { formatBytes, formatCount } from '../../src/lib/size.ts';
import { compareClusters } from '../../test/support/verify/compare-clusters.ts';
import { type Comparison, formatComparison } from '../../test/support/verify/difference.ts';
import { say } from './terminal.ts';
import type { Addresses } from './workspace.ts';

/** Compares both clusters as the tests do, and throws what differs. */
export async function compareEverything({ sourceUri, destinationUri }: Addresses): Promise<Comparison> {
  const startedAt = performance.now();
  const comparison = await compareClusters(sourceUri, destinationUri);
  if (!comparison.isEqual) throw new Error(`the destination differs from the source:\n${formatComparison(comparison)}`);
  const { collections, documents, bytes } = comparison.compared;
  if (documents === 0) throw new Error('there was nothing to compare');
  const duration = formatDurationMs(performance.now() - startedAt);
  say(
    `${formatCount(documents)} documents, ${formatBytes(bytes)}, in ${collections} collections and views: the same bytes on both sides,`,
  );
  say(`and so are options, indexes and views. (${duration})`);
  return comparison;
}
