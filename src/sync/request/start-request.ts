import type { CommitMode } from '../run-record.ts';
import type { BuildIndexes, SyncSettings } from '../sync-settings.ts';
import { readLoad, type SyncLoad } from '../throttle/load.ts';
import type { VerificationExtent } from '../verification-port.ts';
import { documentFilters } from './document-filters.ts';
import { areNames, booleanOf, conflict, type Fields, invalid, knownFieldsOf, objectOf } from './fields.ts';
import { filterEntries, mappingRules } from './namespaces.ts';
import { shardingOf } from './sharding.ts';

/** What `POST /api/v1/start` says, checked. */
export interface StartRequest {
  readonly source: string;
  readonly destination: string;
  readonly settings: SyncSettings;
  readonly load: SyncLoad;
  /** Also by saying that nothing is to be sharded. */
  readonly isShardingSaid: boolean;
  readonly skipsDiskSpaceCheck: boolean;
}

const buildIndexes: readonly BuildIndexes[] = [
  'afterDataCopy',
  'beforeDataCopy',
  'excludeHashed',
  'excludeHashedAfterCopy',
  'never',
];

/** All but `enabled` are our own. */
const ofVerification = ['enabled', 'mode', 'samplePercent', 'exclude', 'parallelism', 'onMismatch'] as const;

/**
 * Reads the body of a start request as mongosync's contract has it. Fields that this engine knows nothing of are
 * refused, since ignoring one could change what is copied; `enableUserWriteBlocking`, which older clients still send, is
 * accepted and means nothing.
 * @throws EngineError GW901 with the field and what is allowed
 */
export function readStartRequest(body: unknown): StartRequest {
  const fields = objectOf(body, 'the request body');
  const { source, destination } = readDirection(fields);
  refuseUnknown(fields);
  const reversible = booleanOf(fields, 'reversible', false);
  const indexes = (fields['buildIndexes'] ?? 'afterDataCopy') as BuildIndexes;
  if (!buildIndexes.includes(indexes)) throw invalid('buildIndexes', `one of ${buildIndexes.join(', ')}`);
  const filter = {
    include: filterEntries(fields['includeNamespaces'], 'includeNamespaces'),
    exclude: filterEntries(fields['excludeNamespaces'], 'excludeNamespaces'),
  };
  const isFiltered = filter.include.length > 0 || filter.exclude.length > 0;
  const preExistingDestinationData = booleanOf(fields, 'preExistingDestinationData', false);
  if (reversible && indexes === 'never') throw conflict('reversible', 'buildIndexes is "never"');
  if (reversible && preExistingDestinationData) throw conflict('reversible', 'preExistingDestinationData is set');
  if (preExistingDestinationData && !isFiltered) throw conflict('preExistingDestinationData', 'there is no filter');
  const verification = knownFieldsOf(fields['verification'] ?? {}, 'verification', ofVerification);
  const sharding = shardingOf(fields['sharding']);
  const settings: SyncSettings = {
    filter,
    mapping: mappingRules(fields['namespaceMapping']),
    documentFilters: documentFilters(fields['documentFilters']),
    buildIndexes: indexes,
    preExistingDestinationData,
    verification: booleanOf(verification, 'enabled', true),
    verificationExtent: extentOf(verification),
    ...verificationSettings(verification),
    ...onUnseenDdl(fields),
    ...naturalOrder(fields),
    reversible,
    sharding,
  };
  const isShardingSaid = fields['sharding'] !== undefined && fields['sharding'] !== null;
  const skipsDiskSpaceCheck = booleanOf(fields, 'skipDiskSpaceCheck', false);
  return { source, destination, settings, load: readLoad(fields['load'] ?? {}), isShardingSaid, skipsDiskSpaceCheck };
}

function onUnseenDdl({ onUnseenDdl: wish = 'fail' }: Fields): Pick<SyncSettings, 'onUnseenDdl'> {
  if (wish !== 'fail' && wish !== 'pause') throw invalid('onUnseenDdl', '"fail" or "pause"');
  return wish === 'pause' ? { onUnseenDdl: wish } : {};
}

/** Absent means every document of every collection, as in mongosync's contract. */
function extentOf({ mode = 'full', samplePercent, exclude: excluded }: Fields): VerificationExtent | undefined {
  const exclude = filterEntries(excluded, 'verification.exclude');
  const partial = exclude.length === 0 ? {} : { exclude };
  if (mode === 'full') return exclude.length === 0 ? undefined : { mode, exclude };
  if (mode === 'counts') return { mode, ...partial };
  if (mode !== 'sample') throw invalid('verification.mode', '"full", "sample" or "counts"');
  if (typeof samplePercent !== 'number' || !(samplePercent > 0 && samplePercent <= 100)) {
    throw invalid('verification.samplePercent', 'a number above 0 and up to 100');
  }
  return { mode, samplePercent, ...partial };
}

function verificationSettings(fields: Fields): Pick<SyncSettings, 'verificationParallelism' | 'repairsMismatches'> {
  const { parallelism, onMismatch = 'stop', mode } = fields;
  if (parallelism !== undefined && !(Number.isInteger(parallelism) && (parallelism as number) > 0)) {
    throw invalid('verification.parallelism', 'a whole number from 1 on');
  }
  if (onMismatch !== 'stop' && onMismatch !== 'repair') throw invalid('verification.onMismatch', '"stop" or "repair"');
  if (onMismatch === 'repair' && mode === 'counts') throw conflict('verification.onMismatch', 'mode is "counts"');
  return {
    ...(parallelism === undefined ? {} : { verificationParallelism: parallelism as number }),
    ...(onMismatch === 'repair' ? { repairsMismatches: true } : {}),
  };
}

/** Reads the body of a commit request: empty as in mongosync's contract, or with what only this engine knows. */
export function readCommitRequest(body: unknown): CommitMode {
  const fields = objectOf(body, 'the request body');
  const unknown = Object.keys(fields).find((name) => !['hold', 'detach', 'reversible'].includes(name));
  if (unknown !== undefined) throw invalid(unknown, 'left out: this engine does not know it');
  return {
    isHeld: booleanOf(fields, 'hold', false),
    isDetaching: booleanOf(fields, 'detach', false),
    isReversible: booleanOf(fields, 'reversible', false),
  };
}

const known: ReadonlySet<string> = new Set([
  'source',
  'destination',
  'reversible',
  'buildIndexes',
  'includeNamespaces',
  'excludeNamespaces',
  'preExistingDestinationData',
  'namespaceMapping',
  'documentFilters',
  'sharding',
  'verification',
  'onUnseenDdl',
  'load',
  'detectRandomId',
  'copyInNaturalOrder',
  'skipDiskSpaceCheck',
  'enableUserWriteBlocking',
]);

/** Absent where it is what it is by default. */
function naturalOrder(fields: Fields): Pick<SyncSettings, 'naturalOrder'> {
  const detectsRandomId = booleanOf(fields, 'detectRandomId', true);
  const { copyInNaturalOrder = [] } = fields;
  if (!Array.isArray(copyInNaturalOrder)) throw invalid('copyInNaturalOrder', 'an array');
  const named = copyInNaturalOrder.map((entry: unknown, index) => {
    const field = `copyInNaturalOrder[${index}]`;
    const { database, collections } = knownFieldsOf(entry, field, ['database', 'collections']);
    if (typeof database !== 'string') throw invalid(`${field}.database`, 'a string');
    if (collections !== undefined && !areNames(collections)) throw invalid(`${field}.collections`, 'an array of names');
    return { database, ...(collections === undefined ? {} : { collections }) };
  });
  return detectsRandomId && named.length === 0 ? {} : { naturalOrder: { detectsRandomId, collections: named } };
}

function refuseUnknown(fields: Fields): void {
  const unknown = Object.keys(fields).filter((name) => !known.has(name));
  if (unknown.length > 0) throw invalid(unknown[0]!, 'left out: this engine does not know it');
}

function readDirection(fields: Fields): { source: string; destination: string } {
  const labels = ['cluster0', 'cluster1'];
  const { source, destination } = fields as { source?: string; destination?: string };
  if (source === undefined || !labels.includes(source)) throw invalid('source', '"cluster0" or "cluster1"');
  if (destination === undefined || !labels.includes(destination)) {
    throw invalid('destination', '"cluster0" or "cluster1"');
  }
  if (source === destination) throw invalid('destination', 'the other cluster than source');
  return { source, destination };
}
