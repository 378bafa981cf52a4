/**
 * The answer of `GET /metrics` in Prometheus' text format: mongosync's names, so that its boards work, and godwit's own.
 * A figure that is not known is left out. Pure, and made from the progress answer, so that the two never disagree.
 */

import type { HostLoad, PingDistribution } from '../health-probe.ts';
import { counter, gauge, histogram, type Metric, renderMetric } from './prometheus-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What no progress answer has: of the engine's machine, and what is more than one number. */
export interface Measured {
  readonly pings: Readonly<Record<'source' | 'destination', PingDistribution | undefined>>;
  readonly host: HostLoad | undefined;
}

const states = ['INITIALIZING', 'IDLE', 'RUNNING', 'PAUSED', 'COMMITTING', 'COMMITTED', 'REVERSING'] as const;

/** mongosync's phases in their order (contract, section 10). */
const phases = [
  'uninitialized',
  'initializing collections and indexes',
  'initializing partitions',
  'collection copy',
  'waiting to start change event application',
  'change event application',
  'waiting for commit to complete',
  'commit completed',
] as const;

/** @param collections as `GET /api/v1/godwit/collections` lists them */
export function metricsBody(progress: Fields, collections: readonly Fields[], measured: Measured): string {
  const metrics = [...mongosyncMetrics(progress, measured), ...ownMetrics(progress), ...collectionMetrics(collections)];
  return metrics.map(renderMetric).join('');
}

function mongosyncMetrics(progress: Fields, { pings, host }: Measured): readonly Metric[] {
  const copy = objectOf(progress['collectionCopy']);
  const documents = objectOf(progress['documents']);
  const verifier = objectOf(progress['verifier']);
  const phase = phases.indexOf(progress['info'] as (typeof phases)[number]);
  const ping = (side: string) => objectOf(progress[side])['pingLatencyMs'];
  const isAway = (side: string) => (ping(side) === -1 ? 1 : ping(side) === undefined || ping(side) === null ? null : 0);
  const compared = objectOf(objectOf(progress['verification'])['source']);
  return [
    gauge('mongosync_phase', 'Phase of the sync: 0 uninitialized to 7 commit completed.', phase < 0 ? null : phase),
    gauge('mongosync_lag_time', 'Seconds behind the source.', progress['lagTimeSeconds']),
    histogram('mongosync_src_ping_latency', 'Milliseconds of the pings to the source.', pings.source),
    histogram('mongosync_dst_ping_latency', 'Milliseconds of the pings to the destination.', pings.destination),
    gauge('mongosync_src_unavailable', '1 when the last ping to the source failed.', isAway('source')),
    gauge('mongosync_dst_unavailable', '1 when the last ping to the destination failed.', isAway('destination')),
    counter('mongosync_collection_copy_copied_bytes_count', 'Bytes copied.', copy['estimatedCopiedBytes']),
    counter('mongosync_collection_copy_copied_docs_count', 'Documents copied.', documents['copied']),
    counter(
      'mongosync_collection_copy_partitions_completed_count',
      'Spans of collections copied.',
      progress['spansCopied'],
    ),
    counter('mongosync_cea_total_events_applied', 'Changes applied.', progress['totalEventsApplied']),
    counter('mongosync_cea_total_crud_events_applied', 'Changes of documents applied.', documentChanges(progress)),
    counter('mongosync_cea_total_ddl_events_applied', 'Changes of the catalogue applied.', ofCatalogue(progress)),
    gauge('mongosync_retry_count', 'Times that the engine began anew at a checkpoint.', progress['interruptions']),
    gauge('mongosync_host_cpu_usage', "Per cent of the processors of the engine's machine.", host?.cpuPercent),
    gauge('mongosync_host_memory_percent_used', "Per cent of the memory of the engine's machine.", host?.memoryPercent),
    gauge('verifier_lag_time', 'Seconds by which the comparison is behind the source.', compared['lagTimeSeconds']),
    gauge('verifier_auditor_num_docs_hashed', 'Documents compared.', verifier['comparedDocuments']),
    gauge(
      'verifier_auditor_estimated_docs_count',
      'Documents to compare, estimated.',
      compared['estimatedDocumentCount'],
    ),
    gauge('verifier_auditor_scanned_collection_count', 'Collections compared.', compared['scannedCollectionCount']),
  ];
}

function ofCatalogue(progress: Fields): unknown {
  return progress['catalogueChangesApplied'];
}

function documentChanges(progress: Fields): unknown {
  const [all, catalogue] = [progress['totalEventsApplied'], ofCatalogue(progress)];
  return typeof all === 'number' && typeof catalogue === 'number' ? all - catalogue : undefined;
}

function ownMetrics(progress: Fields): readonly Metric[] {
  const copy = objectOf(progress['collectionCopy']);
  const rates = objectOf(progress['rates']);
  const indexes = objectOf(progress['indexBuilding']);
  const verifier = objectOf(progress['verifier']);
  const spool = objectOf(progress['spool']);
  const flag = (value: unknown) => (value === true ? 1 : 0);
  const isSet = (value: unknown) => (value === undefined || value === null ? 0 : 1);
  return [
    {
      name: 'godwit_sync_state',
      type: 'gauge',
      help: 'The state of the sync: 1 for the one that it is in.',
      samples: states.map((state) => ({ labels: { state }, value: progress['state'] === state ? 1 : 0 })),
    },
    gauge('godwit_sync_can_commit', '1 when the sync can be committed.', flag(progress['canCommit'])),
    gauge('godwit_sync_can_write', '1 when the destination may be written to.', flag(progress['canWrite'])),
    gauge('godwit_sync_stuck', '1 when nothing moves although the source does.', isSet(progress['stuck'])),
    gauge('godwit_sync_failed', '1 when the sync stopped with an error.', isSet(progress['failure'])),
    gauge(
      'godwit_sync_lost_changes',
      '1 while changes that were lost are not made good.',
      isSet(progress['lostChanges']),
    ),
    gauge('godwit_sync_waiting_reasons', 'Reasons that hold the sync back.', lengthOf(progress['waitingFor'])),
    gauge('godwit_sync_warnings', 'Warnings of the progress.', lengthOf(progress['warnings']) ?? 0),
    ...pingMetrics(progress),
    gauge('godwit_sync_copy_total_bytes', 'Bytes to copy, estimated.', copy['estimatedTotalBytes']),
    gauge('godwit_sync_copy_bytes_per_second', 'Bytes copied in a second, of late.', rates['copyBytesPerSecond']),
    gauge('godwit_sync_events_per_second', 'Changes applied in a second, of late.', rates['eventsPerSecond']),
    counter(
      'godwit_sync_documents_fetched_total',
      'Documents fetched from the source, because their changes alone did not tell their state.',
      progress['documentsFetched'],
    ),
    gauge(
      'godwit_sync_applied_time_seconds',
      'Everything up to it is applied.',
      timeOf(progress['appliedClusterTime']),
    ),
    gauge('godwit_sync_durable_time_seconds', 'The resume point.', timeOf(progress['durableClusterTime'])),
    gauge('godwit_sync_spool_bytes', 'Bytes of changes that lie on disk.', spool['bytes']),
    gauge('godwit_sync_spool_max_bytes', 'Bytes of changes that may lie on disk.', spool['maxBytes']),
    gauge('godwit_sync_spool_read_time_seconds', 'Everything up to it is read and on disk.', timeOf(spool['until'])),
    gauge('godwit_sync_indexes_built', 'Indexes built.', indexes['indexesBuilt']),
    gauge('godwit_sync_indexes_total', 'Indexes to build.', indexes['totalIndexesToBuild']),
    gauge('godwit_sync_indexes_failed', 'Indexes that could not be built.', progress['failedIndexCount']),
    gauge('godwit_sync_verification_pending', 'Documents to compare again.', verifier['pendingDocuments']),
    gauge('godwit_sync_verification_mismatches', 'Documents that differ.', verifier['mismatchCount']),
    gauge('godwit_sync_verified_time_seconds', 'Everything up to it was compared.', timeOf(verifier['watermark'])),
  ];
}

/** As the progress has it: -1 when the last one failed. */
function pingMetrics(progress: Fields): readonly Metric[] {
  const samples = (['source', 'destination'] as const).map((side) => ({
    labels: { side },
    value: objectOf(progress[side])['pingLatencyMs'],
  }));
  const help = 'Milliseconds of the last ping, -1 when it failed.';
  return [{ name: 'godwit_sync_ping_milliseconds', type: 'gauge', help, samples }];
}

function collectionMetrics(collections: readonly Fields[]): readonly Metric[] {
  const each = (field: string) =>
    collections.map((one) => ({ labels: { namespace: String(one['namespace']) }, value: one[field] }));
  const of = (name: string, help: string, field: string): Metric => ({
    name,
    type: 'gauge',
    help,
    samples: each(field),
  });
  return [
    of('godwit_sync_collection_copied_bytes', 'Bytes copied of a collection.', 'copiedBytes'),
    of('godwit_sync_collection_total_bytes', 'Bytes of a collection, estimated.', 'estimatedBytes'),
    of('godwit_sync_collection_copied_documents', 'Documents copied of a collection.', 'copiedDocuments'),
    of('godwit_sync_collection_changes_applied', 'Changes of a collection that were applied.', 'changesApplied'),
  ];
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function timeOf(value: unknown): unknown {
  return objectOf(value)['t'];
}
