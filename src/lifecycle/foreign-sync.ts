import type { EngineObservation } from '../engines/engine.ts';
import type { Journal } from '../ledger/journal.ts';
import type { ClusterFacts } from '../mongo/cluster-facts.ts';

/** What `startSync` writes down of its source, to know it again. */
export interface SyncOrigin {
  readonly sourceSet: string | undefined;
  readonly sourceHosts: readonly string[];
}

export function syncOrigin({ setName, hosts }: Pick<ClusterFacts, 'setName' | 'hosts'>): SyncOrigin {
  return { sourceSet: setName, sourceHosts: hosts };
}

/**
 * Why the sync that is found on the destination is not this migration's, in words; `undefined` when it is, or when there
 * is none. A destination has one sync, whatever the name of the migration: to go on with that of another one, or from
 * another source, would cut over to data that are not those of the source.
 */
export function foreignSync(
  engine: Pick<EngineObservation, 'state'>,
  { entries }: Journal,
  source: Pick<ClusterFacts, 'setName' | 'hosts'>,
): string | undefined {
  if (engine.state === 'absent') return undefined;
  const hasBegun = entries.some((entry) => entry.kind === 'stepStarted' && entry.step === 'startSync');
  if (!hasBegun) return 'the ledger of this migration knows nothing of it';
  const started = entries.findLast((entry) => entry.kind === 'stepSucceeded' && entry.step === 'startSync');
  const { sourceSet, sourceHosts = [] } = ((started as { output?: Partial<SyncOrigin> } | undefined)?.output ??
    {}) as Partial<SyncOrigin>;
  const isSameSet = sourceSet === undefined || source.setName === undefined || sourceSet === source.setName;
  if (isSameSet || sourceHosts.some((host) => source.hosts.includes(host))) return undefined;
  return `it was begun from the replica set ${sourceSet} (${sourceHosts.join(', ')}), and the source is ${source.setName} now`;
}
