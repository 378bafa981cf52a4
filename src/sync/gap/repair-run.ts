/** What a run does beside its usual work while it stands behind a gap. */
import { setTimeout as delay } from 'node:timers/promises';
import { orAborted } from '../../lib/or-aborted.ts';
import type { BsonValue } from '../../mongo/bson/value.ts';
import type { SyncContext } from '../sync-context.ts';
import type { SyncRun } from '../sync-run.ts';

const lookEveryMs = 250;

/** Waits until both sides were compared whole, and what differed was repaired and compared again. */
export async function closeGap(run: SyncRun, onClosed: () => Promise<void>): Promise<void> {
  const { signal, catalog, horizon } = run.context;
  for (const entry of catalog.entries) entry.isInDoubt = entry.kind !== 'capped';
  while (!isWhole(run)) {
    await delay(lookEveryMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
  }
  // What is read of the source from here on is in the stream behind this time.
  await horizon.cover(run.follower.sourceTime);
  for (const entry of catalog.entries) {
    entry.extendOverlap(run.follower.sourceTime);
    entry.isInDoubt = false;
  }
  run.isBehindGap = false;
  await run.checkpointer.write();
  await onClosed();
}

/** The watermark passes nothing that was found different and not been repaired. */
function isWhole(run: SyncRun): boolean {
  const status = run.verification?.status();
  return run.isCopied && status?.watermark !== undefined && status.mismatchCount === 0;
}

/** The follower alone overwrites documents: it fetches these between two batches. */
export async function repairDocuments(
  { catalog, touches, statistics, signal }: SyncContext,
  uuid: string,
  ids: readonly BsonValue[],
): Promise<void> {
  const entry = catalog.byUuid(uuid);
  if (entry === undefined) return;
  statistics.documentsRepaired += ids.length;
  try {
    await orAborted(signal, touches.add({ entry, ids }));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
