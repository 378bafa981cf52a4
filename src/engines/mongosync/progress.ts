/** mongosync's progress document as ours. Fields that are missing or of another type are told as unknown. */
import { type ClusterTime, clusterTimeFromParts } from '../../mongo/cluster-time.ts';
import { readExtent } from '../../verify/extent.ts';
import type {
  CollectionProgress,
  CollectionsProgress,
  EngineProgress,
  EngineSpool,
  EngineState,
  EngineVerification,
} from '../engine.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What `state` and the phases mean; `undefined` for a state that the contract does not know. */
export function stateOf(progress: Fields): EngineState | undefined {
  const failure = progress['failure'];
  switch (progress['state']) {
    case 'INITIALIZING':
      return 'initializing';
    case 'IDLE':
      return 'absent';
    case 'RUNNING':
      return runningState(progress);
    case 'PAUSED':
      return typeof failure === 'object' && failure !== null ? 'failed' : 'paused';
    case 'COMMITTING':
      return 'committing';
    case 'COMMITTED':
      return 'committed';
    case 'REVERSING':
      return 'reversing';
    default:
      return undefined;
  }
}

function runningState(progress: Fields): EngineState {
  const info = textOf(progress['info']) ?? '';
  if (info === 'change event application') {
    const { indexesBuilt, totalIndexesToBuild } = objectOf(progress['indexBuilding']);
    const built = numberOf(indexesBuilt);
    const total = numberOf(totalIndexesToBuild);
    return built !== undefined && total !== undefined && built < total ? 'buildingIndexes' : 'following';
  }
  if (info.startsWith('initializing') || info === 'starting') return 'initializing';
  return info.includes('commit') ? 'committing' : 'copying';
}

export function progressOf(progress: Fields): EngineProgress {
  const copy = objectOf(progress['collectionCopy']);
  const indexes = objectOf(progress['indexBuilding']);
  const documents = objectOf(progress['documents']);
  const rates = objectOf(progress['rates']);
  const copiedBytes = copiedOf(copy);
  return {
    copiedBytes,
    totalBytes: totalOf(copiedBytes, numberOf(copy['estimatedTotalBytes'])),
    copiedDocuments: numberOf(documents['copied']),
    totalDocuments: numberOf(documents['estimatedTotal']),
    copyBytesPerSecond: numberOf(rates['copyBytesPerSecond']),
    eventsPerSecond: numberOf(rates['eventsPerSecond']),
    eventsApplied: numberOf(progress['totalEventsApplied']),
    lagSeconds: numberOf(objectOf(progress['lag'])['overallLagSeconds']) ?? numberOf(progress['lagTimeSeconds']),
    indexesBuilt: numberOf(indexes['indexesBuilt']),
    indexesTotal: numberOf(indexes['totalIndexesToBuild']),
    canCommit: progress['canCommit'] === true,
    whyNotCommit: textsOf(progress['whyNotCommit']),
    canWrite: progress['canWrite'] === true,
    appliedTime: timeOf(progress['appliedClusterTime']),
    writableTime: timeOf(progress['writableClusterTime']),
    verification: verificationOf(progress['verifier']),
    waitingFor: textsOf(progress['waitingFor']),
    stuck: textOf(objectOf(progress['stuck'])['reason']),
    warnings: textsOf(progress['warnings']),
    spool: spoolOf(progress['spool']),
    collections: collectionsOf(progress['collections']),
  };
}

function spoolOf(value: unknown): EngineSpool | undefined {
  const fields = objectOf(value);
  const [bytes, maxBytes] = [numberOf(fields['bytes']), numberOf(fields['maxBytes'])];
  const [from, until] = [timeOf(fields['from']), timeOf(fields['until'])];
  const isKnown = bytes !== undefined && maxBytes !== undefined && from !== undefined && until !== undefined;
  return isKnown ? { bytes, maxBytes, from, until } : undefined;
}

/** Told by the built-in engine alone. */
function collectionsOf(value: unknown): CollectionsProgress | undefined {
  const { total, pending, copying, live, shown } = objectOf(value);
  if (numberOf(total) === undefined || !Array.isArray(shown)) return undefined;
  const count = (one: unknown) => numberOf(one) ?? 0;
  return {
    total: count(total),
    pending: count(pending),
    copying: count(copying),
    live: count(live),
    shown: shown.map((one) => collectionOf(objectOf(one))),
  };
}

function collectionOf(fields: Fields): CollectionProgress {
  return {
    namespace: textOf(fields['namespace']) ?? '',
    state: textOf(fields['state']) ?? 'unknown',
    copiedDocuments: numberOf(fields['copiedDocuments']),
    totalDocuments: numberOf(fields['estimatedDocuments']),
    copiedBytes: numberOf(fields['copiedBytes']),
    totalBytes: numberOf(fields['estimatedBytes']),
    changesApplied: numberOf(fields['changesApplied']),
  };
}

/** Early estimates are too low at times; nobody wants to read 130 %. */
/** No document has a single byte: 1 of 1 is what an engine says that has copied nothing and is through with it. */
function copiedOf(copy: Fields): number | undefined {
  const bytes = numberOf(copy['estimatedCopiedBytes']);
  return bytes === 1 && copy['estimatedTotalBytes'] === 1 ? 0 : bytes;
}

function totalOf(copied: number | undefined, total: number | undefined): number | undefined {
  return copied !== undefined && total !== undefined ? Math.max(copied, total) : total;
}

function verificationOf(value: unknown): EngineVerification | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const verifier = objectOf(value);
  return {
    extent: readExtent(verifier),
    phase: textOf(verifier['phase']) ?? 'unknown',
    comparedDocuments: numberOf(verifier['comparedDocuments']) ?? 0,
    pendingDocuments: numberOf(verifier['pendingDocuments']) ?? 0,
    mismatchCount: numberOf(verifier['mismatchCount']) ?? 0,
    mismatches: documentsOf(verifier['mismatches']),
    ...repairedOf(verifier['repaired']),
    watermark: timeOf(verifier['watermark']),
  };
}

function documentsOf(value: unknown): EngineVerification['mismatches'] {
  return (Array.isArray(value) ? value : []).map((entry) => {
    const { namespace, kind, id } = objectOf(entry);
    return { namespace: textOf(namespace) ?? '', kind: textOf(kind) ?? '', id: textOf(id) ?? '' };
  });
}

function repairedOf(value: unknown): Pick<EngineVerification, 'repaired'> {
  const { count, documents } = objectOf(value);
  const number = numberOf(count);
  return number === undefined ? {} : { repaired: { count: number, documents: documentsOf(documents) } };
}

function timeOf(value: unknown): ClusterTime | undefined {
  const { t, i } = objectOf(value);
  return typeof t === 'number' && typeof i === 'number' ? clusterTimeFromParts({ t, i }) : undefined;
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A figure; none of an engine's is negative, but for times when clocks disagree. */
function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
