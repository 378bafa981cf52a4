import { formatDurationMs } from '../../src/lib/duration.ts';
import { formatBytes, formatCount } from '../../src/lib/size.ts';
import type { Comparison } from '../../test/support/verify/difference.ts';
import type { ApplyFigures } from './apply-figures.ts';
import type { Shop, WriteCounts } from './shop.ts';
import { elapsedMs, heading, table } from './terminal.ts';

export interface SummaryParts {
  /** Of the first apply. */
  readonly synced: ApplyFigures;
  /** Of the second one. */
  readonly cutOver: ApplyFigures;
  readonly comparison: Comparison;
  readonly shop: Shop;
}

/** What it came to. */
export function printSummary({ synced, cutOver, comparison, shop }: SummaryParts): void {
  const { documents, bytes } = comparison.compared;
  const { before, after } = shop.counts;
  heading('Summary');
  table([
    ['documents', `${formatCount(documents)}, ${formatBytes(bytes)}`],
    ['copied', copyWords(synced)],
    ['meanwhile', `the shop wrote ${countWords(before)}`],
    ['lag at cutover', lagWords(cutOver)],
    ['writes blocked', blockedWords(shop)],
    ['since then', `the shop wrote ${countWords(after)}, on the destination`],
    ['mismatches', formatCount(comparison.differenceCount)],
    ['altogether', formatDurationMs(elapsedMs())],
  ]);
}

function copyWords(synced: ApplyFigures): string {
  const durationMs = synced.durationMs('awaitSynced');
  const documents = synced.output('awaitSynced', 'copiedDocuments');
  const bytes = synced.output('awaitSynced', 'copiedBytes');
  const perSecond = (amount: number) => (amount * 1000) / durationMs;
  const rates = `${formatCount(perSecond(documents))} documents/s, ${formatBytes(perSecond(bytes))}/s`;
  return `in ${formatDurationMs(durationMs)} with all indexes: ${rates}`;
}

function countWords({ insert, update, delete: removed }: WriteCounts): string {
  const total = formatCount(insert + update + removed);
  return `${total} times: ${formatCount(insert)} inserts, ${formatCount(update)} updates, ${formatCount(removed)} deletes`;
}

function lagWords(cutOver: ApplyFigures): string {
  const drained = formatDurationMs(cutOver.durationMs('awaitDrained'));
  return `${cutOver.lagSeconds('checkGates')} s; after the block, the last changes had arrived within ${drained}`;
}

function blockedWords({ outage }: Shop): string {
  if (outage.blockedMs === undefined) throw new Error('the shop did not notice that its writes were blocked');
  const seconds = (outage.blockedMs / 1000).toFixed(2);
  return `${seconds} s, as the shop measured it: from its first refused write (of ${outage.refused}) to the first one on the destination`;
}
