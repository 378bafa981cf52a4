/**
 * The answer of `GET /api/v1/progress`: mongosync's fields with mongosync's meaning, so that its dashboards work
 * unchanged, and more that only clients which know this engine look at. Pure.
 */
import { clusterTimeParts, secondsOf } from '../../mongo/cluster-time.ts';
import { formatNamespace } from '../../mongo/namespace.ts';
import type { HealthProbe } from '../health-probe.ts';
import type { Constraint } from '../indexes/constraints.ts';
import type { SyncEngine } from '../sync-engine.ts';
import type { SyncRun } from '../sync-run.ts';
import type { VerificationStatus } from '../verification-port.ts';
import { collectionsBody } from './collections-body.ts';

export interface ProgressParts {
  readonly engine: SyncEngine;
  readonly health: HealthProbe;
  /** `host:port` of each cluster by label. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly instanceId: string;
}

/** Of what there may be one of for each collection: clients read an answer only so far. */
const mostTold = 50;

/** Every field is present in every state; `null` where there is nothing to tell (contract, section 7). */
export function progressBody(parts: ProgressParts): Record<string, unknown> {
  const { engine, instanceId } = parts;
  const { state, record, run, failure } = engine;
  if (state === 'IDLE' || state === 'INITIALIZING' || record === undefined) return idleBody(state);
  const lag = state === 'PAUSED' ? null : (engine.lagSeconds ?? null);
  const { source, destination } = record.direction;
  return {
    state,
    canCommit: engine.canCommit,
    canWrite: engine.canWrite,
    info: infoOf(engine),
    ceaStage: isCopied(engine) ? 'steady state' : 'collection copy drain',
    lag: lag === null ? null : { overallLagSeconds: lag, crudLagSeconds: lag, ddlLagSeconds: ddlLag(run, lag) },
    lagTimeSeconds: lag,
    totalEventsApplied: run?.context.statistics.eventsApplied ?? 0,
    collectionCopy: collectionCopy(engine),
    ...indexBuilding(run),
    directionMapping: {
      Source: `${source}: ${parts.addresses[source] ?? ''}`,
      Destination: `${destination}: ${parts.addresses[destination] ?? ''}`,
    },
    source: latency(parts, source),
    destination: latency(parts, destination),
    ...oplogTimeRemaining(engine, parts.health),
    ...catchUp(engine, parts.health),
    mongosyncID: instanceId,
    coordinatorID: instanceId,
    ...verification(run),
    ...warnings(engine, parts.health),
    ...beyondContract(engine, run),
    failure:
      failure === undefined ? null : { code: failure.code, message: failure.message, hint: failure.hint ?? null },
  };
}

function idleBody(state: string): Record<string, unknown> {
  const nothing = Object.fromEntries(
    [
      'canWrite',
      'info',
      'ceaStage',
      'lag',
      'lagTimeSeconds',
      'totalEventsApplied',
      'collectionCopy',
      'indexBuilding',
      'directionMapping',
      'source',
      'destination',
      'estimatedOplogTimeRemaining',
      'estimatedSecondsToCEACatchup',
      'mongosyncID',
      'coordinatorID',
      'verification',
      'warnings',
    ].map((name) => [name, null]),
  );
  return { state, canCommit: false, ...nothing };
}

/** The four documented values, and mongosync's own names for what comes before. */
function infoOf({ state, record, run, canWrite }: SyncEngine): string {
  if (state === 'COMMITTED') return 'commit completed';
  if (state === 'COMMITTING' || canWrite) return 'waiting for commit to complete';
  if (record?.phase === 'initializing') return 'initializing collections and indexes';
  if (run === undefined) return state === 'PAUSED' ? 'paused' : 'starting';
  return run.wasCopied ? 'change event application' : 'collection copy';
}

/** One stream tells of documents and of the catalogue, so the lags are one; `null` before the first change of the catalogue. */
function ddlLag(run: SyncRun | undefined, lag: number): number | null {
  return run === undefined || run.context.statistics.catalogueChangesApplied === 0 ? null : lag;
}

/** Left out before it was measured. */
function latency({ health }: ProgressParts, label: string): { readonly pingLatencyMs?: number } {
  const pingLatencyMs = health.pingMs(label);
  return pingLatencyMs === undefined ? {} : { pingLatencyMs };
}

/** What was and is to be copied, by whatever run of the engine; 1 and 0 before the copy is known, and equal behind it. */
function collectionCopy(engine: SyncEngine): Record<string, number> | null {
  const { run, record } = engine;
  if (run === undefined && !isCopied(engine)) return record?.phase === 'initializing' ? copyFigures(1, 0) : null;
  const { estimatedBytes = 0, copiedBytes = 0 } = run?.context.statistics.totals ?? {};
  return isCopied(engine)
    ? copyFigures(copiedBytes, Math.max(1, copiedBytes))
    : copyFigures(estimatedBytes, copiedBytes);
}

/** Nothing is committed before it is; a process that takes a commit up has no run to ask. */
function isCopied({ run, state }: SyncEngine): boolean {
  return run?.wasCopied === true || state === 'COMMITTING' || state === 'COMMITTED';
}

function copyFigures(total: number, copied: number): Record<string, number> {
  return { estimatedTotalBytes: Math.max(1, total), estimatedCopiedBytes: copied };
}

/** Left out where none is to be built. */
function indexBuilding(run: SyncRun | undefined): Record<string, unknown> {
  if (run?.wasCopied !== true || run.context.settings.buildIndexes === 'never') return {};
  const { catalogSync, catalog } = run.context;
  return {
    indexBuilding: {
      indexesBuilt: catalogSync.indexCounts.built,
      totalIndexesToBuild: catalogSync.indexCounts.total,
      collectionsFinished: catalogSync.finishedCollections,
      collectionsTotal: catalog.size,
    },
  };
}

function oplogTimeRemaining({ state, canWrite }: SyncEngine, health: HealthProbe): Record<string, string> {
  if (state !== 'RUNNING' || canWrite) return {};
  return { estimatedOplogTimeRemaining: oplogWords(health.oplogSecondsRemaining) };
}

/** Left out while nothing but copies is under way, or nothing at all. */
function catchUp({ state, canWrite, run }: SyncEngine, { catchUpSeconds }: HealthProbe): Record<string, number> {
  const isGoing = (state === 'RUNNING' || state === 'COMMITTING') && !canWrite;
  const isTold = isGoing && run?.wasCopied === true && catchUpSeconds !== undefined;
  return isTold ? { estimatedSecondsToCEACatchup: catchUpSeconds } : {};
}

/** The special values of the contract, else whole hours or minutes. */
function oplogWords(seconds: number | undefined): string {
  if (seconds === undefined) return 'not checked yet';
  if (seconds > 72 * 3600) return 'more than 72 hours';
  if (seconds < 15 * 60) return 'less than 15 minutes';
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
}

function verification(run: SyncRun | undefined): Record<string, unknown> {
  const status = run?.verification?.status();
  if (run === undefined || status === undefined) return {};
  const side = {
    phase: status.phase,
    estimatedDocumentCount: status.estimatedDocuments,
    hashedDocumentCount: status.comparedDocuments,
    lagTimeSeconds: verificationLag(run, status),
    totalCollectionCount: status.totalCollections,
    scannedCollectionCount: status.scannedCollections,
  };
  return { verification: { source: side, destination: side } };
}

function verificationLag({ follower }: SyncRun, { watermark }: VerificationStatus): number | null {
  return watermark === undefined ? null : Math.max(0, secondsOf(follower.sourceTime) - secondsOf(watermark));
}

const withoutDeltas =
  'The source refuses showRawUpdateDescription: every document that is updated is fetched, which is slower and no less exact';

/** The words by which mongosync's begins, since boards look for them. */
const smallOplog =
  'The amount of available oplog on the source cluster is too small for mongosync to complete successfully.';
const alarmingOplogSeconds = 3_600;

function warnings(engine: SyncEngine, { oplogSecondsRemaining }: HealthProbe): Record<string, unknown> {
  const { state, canWrite, failedConstraints, interruption, run, stall } = engine;
  const isReading = state === 'RUNNING' && !canWrite && oplogSecondsRemaining !== undefined;
  const texts = [
    ...(isReading && oplogSecondsRemaining < alarmingOplogSeconds
      ? [
          `${smallOplog} What was not read of it yet is gone in ${oplogWords(oplogSecondsRemaining)}, if nothing more is read`,
        ]
      : []),
    ...(stall === undefined ? [] : [`The sync is stuck since ${stall.since.toISOString()}: ${stall.reason}`]),
    ...(interruption === undefined ? [] : [`The last run was interrupted: ${interruption}`]),
    ...(run?.isWithoutDeltas === true ? [withoutDeltas] : []),
    ...firstOf(
      run?.context.catalogSync.failedIndexes ?? [],
      ({ namespace, indexName, reason, attempts, retryAt }) =>
        `Index ${indexName} of ${namespace} could not be built (attempt ${attempts}, the next at ${retryAt}): ${reason}`,
      (others) => `${others} more indexes could not be built`,
    ),
    ...firstOf(
      failedConstraints,
      ({ constraint, reason }) => `${inWords(constraint)} could not be put back: ${reason}`,
      (others) => `${others} more constraints could not be put back`,
    ),
  ];
  return texts.length === 0 ? {} : { warnings: texts };
}

function firstOf<T>(all: readonly T[], told: (one: T) => string, rest: (others: number) => string): readonly string[] {
  const first = all.slice(0, mostTold).map(told);
  return all.length <= mostTold ? first : [...first, rest(all.length - mostTold)];
}

const withheld = {
  unique: 'The uniqueness',
  prepareUnique: 'The preparation for uniqueness (prepareUnique)',
  indexExpiry: 'The expiry',
  collectionExpiry: 'The expiry',
} as const;

function inWords(constraint: Constraint): string {
  const { kind, namespace } = constraint;
  const of = kind === 'collectionExpiry' ? '' : `of index ${constraint.index} `;
  return `${withheld[kind]} ${of}of ${formatNamespace(namespace)}`;
}

/** Fields that mongosync does not have. */
function beyondContract(engine: SyncEngine, run: SyncRun | undefined): Record<string, unknown> {
  const { record, failedConstraints, whyNotCommit, stall } = engine;
  const statistics = run?.context.statistics;
  const status = run?.verification?.status();
  const failedIndexes = run?.context.catalogSync.failedIndexes ?? [];
  return {
    engine: 'godwit',
    phase: record?.phase ?? null,
    appliedClusterTime: run === undefined ? null : clusterTimeParts(run.follower.applied.time),
    durableClusterTime: run === undefined ? null : clusterTimeParts(run.checkpointer.durableTime),
    writableClusterTime: record?.writableAt === undefined ? null : clusterTimeParts(record.writableAt),
    load: record?.load ?? {},
    waitingFor: run?.context.limits.reasons ?? [],
    whyNotCommit,
    lostChanges: lostChanges(engine),
    pausedFor: record?.pausedFor ?? null,
    spool: spoolBody(run),
    stuck: stall === undefined ? null : { since: stall.since.toISOString(), reason: stall.reason },
    catalogueChangesApplied: statistics?.catalogueChangesApplied ?? null,
    documentsFetched: statistics?.documentsFetched ?? null,
    spansCopied: statistics?.spansCopied ?? null,
    interruptions: engine.interruptions,
    documents: statistics === undefined ? null : documentCounts(statistics.totals),
    collections: collectionsBody(run?.context),
    rates:
      statistics === undefined
        ? null
        : { copyBytesPerSecond: statistics.copyRate.perSecond(), eventsPerSecond: statistics.applyRate.perSecond() },
    failedIndexes: failedIndexes.slice(0, mostTold),
    failedIndexCount: failedIndexes.length,
    failedConstraints: failedConstraints.slice(0, mostTold),
    verifier: status === undefined ? null : verifierBody(status),
  };
}

/** While changes that could not be read are being made good. */
function lostChanges({ record, run }: SyncEngine): Record<string, unknown> | null {
  if (record?.gap === undefined) return null;
  const { from, until } = record.gap;
  return {
    from: clusterTimeParts(from),
    followedAnewFrom: until === undefined ? null : clusterTimeParts(until),
    documentsRepaired: run?.context.statistics.documentsRepaired ?? 0,
  };
}

/** What is read of the source and waits on disk, or is not covered by a checkpoint yet. */
function spoolBody(run: SyncRun | undefined): Record<string, unknown> | null {
  const { spool, follower } = run ?? {};
  if (spool === undefined || follower === undefined) return null;
  const { directory, bytes, maxBytes, start, end } = spool;
  const lagSeconds = Math.max(0, secondsOf(end.time) - secondsOf(follower.applied.time));
  return {
    directory,
    bytes,
    maxBytes,
    from: clusterTimeParts(start.time),
    until: clusterTimeParts(end.time),
    lagSeconds,
  };
}

function documentCounts({
  estimatedDocuments,
  copiedDocuments,
}: {
  estimatedDocuments: number;
  copiedDocuments: number;
}) {
  return { estimatedTotal: estimatedDocuments, copied: copiedDocuments };
}

function verifierBody(status: VerificationStatus): Record<string, unknown> {
  const { watermark, pendingDocuments, mismatchCount, mismatches, comparedDocuments, repaired } = status;
  return {
    ...status.extent,
    phase: status.phase,
    watermark: watermark === undefined ? null : clusterTimeParts(watermark),
    comparedDocuments,
    pendingDocuments,
    mismatchCount,
    mismatches: mismatches.slice(0, 20),
    ...(repaired === undefined ? {} : { repaired: { ...repaired, documents: repaired.documents.slice(0, 20) } }),
  };
}
