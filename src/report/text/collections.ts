import type { CollectionProgress, CollectionsProgress } from '../../engines/engine.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';

const mostRows = 8;
/** Longer names push what is behind them aside. */
const widest = 40;

const stateWords: Readonly<Record<string, string>> = { pending: 'to come', copying: 'copying', live: 'copied' };

/** The collections of a sync as rows of a status: their number, then those that matter most. */
export function collectionRows(collections: CollectionsProgress | undefined): (readonly [string, string])[] {
  if (collections === undefined || collections.total === 0) return [];
  const { total, pending, copying, live, shown } = collections;
  const counts = [
    `${formatCount(live)} copied`,
    ...(copying === 0 ? [] : [`${formatCount(copying)} being copied`]),
    ...(pending === 0 ? [] : [`${formatCount(pending)} to come`]),
  ];
  const rows = shown.slice(0, mostRows);
  const width = Math.min(widest, Math.max(...rows.map(({ namespace }) => namespace.length)));
  const left = total - rows.length;
  return [
    ['collections', `${formatCount(total)}: ${counts.join(', ')}`],
    ...rows.map((one) => ['', `${one.namespace.padEnd(width)}  ${wordsOf(one)}`] as const),
    ...(left === 0 ? [] : [['', `and ${formatCount(left)} more`] as const]),
  ];
}

function wordsOf({
  state,
  copiedDocuments,
  totalDocuments,
  copiedBytes,
  totalBytes,
  changesApplied,
}: CollectionProgress) {
  const isWhole = state === 'live';
  const of = (copied: string, total: string) => (isWhole ? copied : `${copied} of ${total}`);
  return [
    stateWords[state] ?? state,
    ...(copiedBytes === undefined || totalBytes === undefined
      ? []
      : [of(formatBytes(copiedBytes), formatBytes(totalBytes))]),
    ...(copiedDocuments === undefined || totalDocuments === undefined
      ? []
      : [`${of(formatCount(copiedDocuments), formatCount(totalDocuments))} documents`]),
    ...(changesApplied ? [`${formatCount(changesApplied)} changes`] : []),
  ].join(', ');
}
