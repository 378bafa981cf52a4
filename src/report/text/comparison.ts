import { formatBytes, formatCount } from '../../lib/size.ts';
import { type CollectionComparison, type Comparison, isEqualCollection } from '../../verify/comparison.ts';
import type { Paint } from './paint.ts';
import { oneLine } from './printable.ts';

/** What differs, collection by collection, and a last line that says whether anything does. */
export function renderComparison(comparison: Comparison, paint: Paint): string {
  const { collections, catalog, isEqual, mode, notCompared } = comparison;
  const documents = collections.reduce((sum, one) => sum + one.documents, 0);
  const bytes = collections.reduce((sum, one) => sum + one.bytes, 0);
  const how = { full: 'every document, byte for byte', sample: 'a sample of the documents', counts: 'numbers only' }[
    mode
  ];
  const size = bytes === 0 ? '' : `, ${formatBytes(bytes)}`;
  const differing = collections.filter((one) => !isEqualCollection(one) || one.repaired > 0);
  const lines = [
    `${paint('bold', `${comparison.source} and ${comparison.destination}`)} (${how})`,
    ...differing.flatMap((one) => collectionLines(one, paint)),
    ...notCompared.map((what) => `${paint('yellow', '!')} Not compared: ${oneLine(what)}`),
    ...catalog.map((finding) => `${paint('red', '✗')} ${oneLine(finding)}`),
    isEqual
      ? paint(
          'green',
          `Equal: ${formatCount(documents)} documents${size} in ${formatCount(collections.length)} collections`,
        )
      : paint('red', `Not equal: ${differing.length} of ${formatCount(collections.length)} collections differ`),
  ];
  return `${lines.join('\n')}\n`;
}

function collectionLines(one: CollectionComparison, paint: Paint): string[] {
  const counts = [
    [one.missing, 'missing'],
    [one.extra, 'extra'],
    [one.different, 'different'],
    [one.repaired, 'repaired'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map(([count, name]) => `${formatCount(count)} ${name}`);
  const mark = isEqualCollection(one) ? paint('green', '✓') : paint('red', '✗');
  return [
    `${mark} ${oneLine(`${one.namespace}: ${[...words, ...one.catalog].join(', ')}`)}`,
    ...one.samples.slice(0, 5).map(({ kind, id }) => `    ${kind.padEnd(9)} _id ${oneLine(id)}`),
  ];
}
