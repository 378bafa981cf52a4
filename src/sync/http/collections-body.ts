/**
 * How far each collection is, for those who ask the API. Thousands of them make an answer that nobody wants several times
 * a second: the progress has the numbers and the few that matter most, `GET /api/v1/godwit/collections` has all. Pure.
 */
import { formatNamespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { CopyCounters } from '../statistics.ts';
import type { SyncContext } from '../sync-context.ts';

/** What of a run is asked. */
type Counted = Pick<SyncContext, 'catalog' | 'statistics'>;

/** How far one collection is. */
export interface CollectionProgress {
  /** On the source. */
  readonly namespace: string;
  readonly destination: string;
  readonly state: CollectionEntry['state'];
  /** As it was copied, by whatever run of the engine; `null` for what was made meanwhile. */
  readonly estimatedDocuments: number | null;
  readonly estimatedBytes: number | null;
  readonly copiedDocuments: number | null;
  readonly copiedBytes: number | null;
  /** Changes of its documents since this run of the engine began. */
  readonly changesApplied: number;
}

/** As many as a terminal shows at once. */
const mostShown = 50;

/** All collections in scope. */
export function allCollections(run: Counted | undefined): readonly CollectionProgress[] {
  return run === undefined ? [] : run.catalog.entries.map((entry) => progressOfEntry(run, entry));
}

/** Numbers by state, and those collections that are under way, then those to come, then those that change most. */
export function collectionsBody(run: Counted | undefined): Record<string, unknown> | null {
  if (run === undefined) return null;
  const all = allCollections(run);
  const inState = (state: CollectionEntry['state']) => all.filter((one) => one.state === state);
  const [copying, pending, live] = [inState('copying'), inState('pending'), inState('live')];
  const shown: CollectionProgress[] = [];
  for (const group of [copying, pending, live]) {
    if (shown.length < mostShown) shown.push(...[...group].sort(byWeight).slice(0, mostShown - shown.length));
  }
  return { total: all.length, pending: pending.length, copying: copying.length, live: live.length, shown };
}

function byWeight(a: CollectionProgress, b: CollectionProgress): number {
  return b.changesApplied - a.changesApplied || (b.estimatedBytes ?? 0) - (a.estimatedBytes ?? 0);
}

function progressOfEntry({ statistics }: Counted, entry: CollectionEntry): CollectionProgress {
  const counters = statistics.of(entry);
  const unknown = { estimatedDocuments: null, estimatedBytes: null, copiedDocuments: null, copiedBytes: null };
  return {
    namespace: formatNamespace(entry.source),
    destination: formatNamespace(entry.destination),
    state: entry.state,
    ...(counters === undefined ? unknown : withinEstimate(counters)),
    changesApplied: statistics.changesOf(entry),
  };
}

/** Estimates are too low at times. */
function withinEstimate({ estimatedDocuments, estimatedBytes, copiedDocuments, copiedBytes }: CopyCounters) {
  return {
    estimatedDocuments: Math.max(estimatedDocuments, copiedDocuments),
    estimatedBytes: Math.max(estimatedBytes, copiedBytes),
    copiedDocuments,
    copiedBytes,
  };
}
