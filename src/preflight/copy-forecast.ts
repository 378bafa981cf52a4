import { formatBytes } from '../lib/size.ts';
import type { NamespaceObservation, Observation } from '../observe/observation.ts';
import type { Migration } from '../spec/migration.ts';

/** A modest cluster across a network; said wherever it is used. */
const assumedBytesPerSecond = 25_000_000;

/** Of what indexes take on the source's disk: a modest server that builds a few at a time. Said wherever it is used. */
const assumedIndexBytesPerSecond = 20_000_000;

/** What a rehearsal has measured, indexes included. */
interface Rehearsed {
  readonly finishedAt?: string | undefined;
  readonly measured?: { readonly bytesPerSecond?: number | undefined } | undefined;
}

interface CopyForecast {
  readonly seconds: number;
  /** In words. */
  readonly basis: string;
}

/**
 * Seconds until everything in scope is copied and its indexes are built: by the measured rate, that of a rehearsal, the
 * throttle, or what is assumed.
 */
export function copyForecast(
  spec: Migration,
  { source, engine }: Observation,
  rehearsal?: Rehearsed | undefined,
): CopyForecast {
  const { progress } = engine;
  const collections = source.namespaces.filter(({ type }) => type !== 'view');
  const total = progress?.totalBytes ?? collections.reduce((sum, { bytes }) => sum + bytes, 0);
  const left = Math.max(0, total - (progress?.copiedBytes ?? 0));
  const indexSeconds = secondaryIndexBytes(collections) / assumedIndexBytesPerSecond;
  const measured = progress?.copyBytesPerSecond;
  if (measured !== undefined && measured > 0) {
    return withIndexes(left / measured, 'the rate of the last seconds', indexSeconds);
  }
  const rehearsed = rehearsal?.measured?.bytesPerSecond;
  if (rehearsed !== undefined) {
    const basis = `${formatBytes(rehearsed)}/s, measured in the rehearsal of ${rehearsal?.finishedAt}, indexes included`;
    return { seconds: left / rehearsed, basis };
  }
  const limit = spec.throttle.readBytesPerSecond;
  if (limit !== undefined && limit < assumedBytesPerSecond) {
    return withIndexes(left / limit, 'throttle.readBytesPerSecond', indexSeconds);
  }
  const basis = `${assumedBytesPerSecond / 1_000_000} MB/s, assumed until it is measured`;
  return withIndexes(left / assumedBytesPerSecond, basis, indexSeconds);
}

function withIndexes(seconds: number, basis: string, indexSeconds: number): CopyForecast {
  if (indexSeconds < 1) return { seconds: seconds + indexSeconds, basis };
  const megabytes = assumedIndexBytesPerSecond / 1_000_000;
  return { seconds: seconds + indexSeconds, basis: `${basis}; indexes built at ${megabytes} MB/s, assumed` };
}

/** The one on `_id` grows with the copy; of the size of each alone the source was not asked. */
function secondaryIndexBytes(collections: readonly NamespaceObservation[]): number {
  return collections.reduce((sum, { indexBytes = 0, indexes }) => {
    const secondary = indexes.filter(({ name }) => name !== '_id_').length;
    return indexes.length === 0 ? sum : sum + (indexBytes * secondary) / indexes.length;
  }, 0);
}
