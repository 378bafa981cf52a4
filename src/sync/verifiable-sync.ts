import type { SyncRunParts } from './build-run.ts';
import { repairDocuments } from './gap/repair-run.ts';
import { storeRepaired } from './repaired-store.ts';
import type { SyncRun } from './sync-run.ts';
import type { VerifiableSync } from './verification-port.ts';

/** What a verifier sees of a run. */
export function verifiable(
  run: SyncRun,
  { source, destination, record, metadata, lease }: SyncRunParts,
  { memoryBytes, repairedBefore, signal }: Pick<VerifiableSync, 'memoryBytes' | 'repairedBefore' | 'signal'>,
): VerifiableSync {
  return {
    // What was lost behind a gap is found by comparing everything, and by nothing less.
    extent: (record.gap === undefined ? record.settings.verificationExtent : undefined) ?? { mode: 'full' },
    parallelism: record.settings.verificationParallelism,
    memoryBytes,
    source: source.client,
    destination: destination.client,
    collections: () =>
      run.context.catalog.entries
        .filter(({ state, held, isGoneFromSource }) => state === 'live' && held.isEmpty && !isGoneFromSource)
        .map((entry) => ({
          id: entry.uuid,
          source: entry.source,
          destination: entry.destination,
          isCapped: entry.kind === 'capped',
          match: entry.match,
        })),
    isComplete: () => run.wasCopied,
    appliedTime: () => run.follower.applied.time,
    whenApplied: async (time) => await run.follower.whenApplied(time),
    scanReadPreference: () => run.context.copyReadPreference,
    beforeScanning: async (bytes) => await run.context.limits.beforeScanning(bytes, () => run.context.isCommitting),
    get isBehindGap() {
      return run.isBehindGap;
    },
    // A sync back writes to the cluster that was the source: what differs there is told, and looked at by people.
    get repairsMismatches() {
      const { isCommitting } = run.context;
      return record.settings.repairsMismatches === true && record.isSyncBack !== true && !isCommitting;
    },
    repair: async (id, ids) => await repairDocuments(run.context, id, ids),
    repairedBefore,
    beforeRepair: async (repaired) => await storeRepaired(metadata, lease.token, repaired),
    signal,
  };
}
