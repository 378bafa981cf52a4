import type { EngineObservation } from '../engines/engine.ts';
import type { Journal } from '../ledger/journal.ts';
import type { ClusterFacts } from '../mongo/cluster-facts.ts';

/** What the step that begins a sync writes down of its source, to know it again. */
export interface SyncOrigin {
  readonly sourceSet: string | undefined;
  readonly sourceSetId: string | undefined;
}

/** An engine that cannot follow begins by copying. */
const beginnings: ReadonlySet<string> = new Set(['startSync', 'copyOffline']);

type SourceFacts = Pick<ClusterFacts, 'setName' | 'replicaSetId'>;

export function syncOrigin({ setName, replicaSetId }: SourceFacts): SyncOrigin {
  return { sourceSet: setName, sourceSetId: replicaSetId };
}

/**
 * Why the sync that is found on the destination is not this migration's, in words; `undefined` when it is, or when there
 * is none. A destination has one sync, whatever the name of the migration: to go on with that of another one, or from
 * another source, would cut over to data that are not those of the source.
 * @param isAdopted the file takes over a sync that somebody began by hand
 */
export function foreignSync(
  engine: Pick<EngineObservation, 'state'>,
  { entries }: Journal,
  source: SourceFacts,
  isAdopted = false,
): string | undefined {
  if (engine.state === 'absent') return undefined;
  if (!hasBegunSync({ entries })) return isAdopted ? undefined : 'the ledger of this migration knows nothing of it';
  const started = entries.findLast((entry) => entry.kind === 'stepSucceeded' && beginnings.has(entry.step));
  const { sourceSet, sourceSetId } = ((started as { output?: Partial<SyncOrigin> } | undefined)?.output ??
    {}) as Partial<SyncOrigin>;
  if (isSame(sourceSetId, source.replicaSetId) ?? isSame(sourceSet, source.setName) ?? true) return undefined;
  return `it was begun from another source (replica set "${sourceSet}", and this one is "${source.setName}")`;
}

/** Whether a run of this ledger began a sync. */
export function hasBegunSync({ entries }: Pick<Journal, 'entries'>): boolean {
  return entries.some((entry) => entry.kind === 'stepStarted' && beginnings.has(entry.step));
}

/** Names of sets are often alike, and hosts go by several names; the id that a set was given is its own. */
function isSame(before: string | undefined, now: string | undefined): boolean | undefined {
  return before === undefined || now === undefined ? undefined : before === now;
}
