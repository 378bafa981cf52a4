/** ClusterSync's status as ours. Fields that are missing or of another type are told as unknown. Pure. */
import { type ClusterTime, clusterTimeFromParts } from '../../mongo/cluster-time.ts';
import type { EngineProgress, EngineState } from '../engine.ts';
import { unknownProgress } from '../unknown-progress.ts';

type Fields = Readonly<Record<string, unknown>>;

export function stateOf(status: Fields): EngineState | undefined {
  switch (status['state']) {
    case 'idle':
      return 'absent';
    case 'running':
      return objectOf(status['initialSync'])['completed'] === true ? 'following' : 'copying';
    case 'paused':
      return 'paused';
    case 'finalizing':
      return 'committing';
    case 'finalized':
      return 'committed';
    case 'failed':
      return 'failed';
    default:
      return undefined;
  }
}

/**
 * @param appliedTime up to which everything is applied, as far as that is proven; the optime that the status names moves on
 *   idle ticks too and proves nothing by itself
 */
export function progressOf(status: Fields, appliedTime: ClusterTime | undefined): EngineProgress {
  const state = stateOf(status);
  const sync = objectOf(status['initialSync']);
  const copiedBytes = numberOf(sync['clonedSizeBytes']);
  const totalBytes = numberOf(sync['estimatedCloneSizeBytes']);
  const canCommit = state === 'following';
  return {
    ...unknownProgress,
    copiedBytes,
    totalBytes: copiedBytes === undefined || totalBytes === undefined ? totalBytes : Math.max(copiedBytes, totalBytes),
    eventsApplied: numberOf(status['eventsApplied']),
    lagSeconds: numberOf(status['lagTimeSeconds']),
    canCommit,
    whyNotCommit: canCommit ? [] : [textOf(status['info']) ?? `it is ${state ?? 'in a state that is not known'}`],
    canWrite: state === 'committed',
    appliedTime,
    warnings: unsuccessfulIndexes(status),
  };
}

/** Everything that was read is applied. */
export function hasAppliedAll(status: Fields): boolean {
  const read = numberOf(status['eventsRead']);
  const applied = numberOf(status['eventsApplied']);
  return read !== undefined && applied !== undefined && applied >= read;
}

/** `{ts: "T.I"}` */
export function opTimeOf(status: Fields): ClusterTime | undefined {
  const match = /^(\d{1,10})\.(\d{1,10})$/.exec(textOf(objectOf(status['lastReplicatedOpTime'])['ts']) ?? '');
  return match === null ? undefined : clusterTimeFromParts({ t: Number(match[1]), i: Number(match[2]) });
}

function unsuccessfulIndexes(status: Fields): readonly string[] {
  const listed = objectOf(status['finalization'])['unsuccessfulIndexes'];
  if (!Array.isArray(listed)) return [];
  return listed.map((entry) => {
    const { namespace, indexName, reason } = objectOf(entry);
    const name = `${textOf(indexName) ?? 'an index'} of ${textOf(namespace) ?? 'a collection'}`;
    return `Index ${name} could not be finished: ${textOf(reason) ?? 'no reason was given'}`;
  });
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
