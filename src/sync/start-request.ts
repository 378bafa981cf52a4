import { EngineError } from '../lib/errors.ts';
import { bucketsPrefix, isInternalCollection, isInternalDatabase } from '../mongo/namespace.ts';
import { parseQuery } from '../mongo/query-text.ts';
import type { FilterEntry, RegexPattern } from './catalog/namespace-filter.ts';
import type { MappingRule } from './catalog/namespace-mapping.ts';
import type { CommitMode } from './run-record.ts';
import type { ShardKey } from './sharding/shard-key.ts';
import type { BuildIndexes, DocumentFilter, ShardingEntry, ShardingSettings, SyncSettings } from './sync-settings.ts';
import { readLoad, type SyncLoad } from './throttle/load.ts';
import type { VerificationExtent } from './verification-port.ts';

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
  const verification = objectOf(fields['verification'] ?? {}, 'verification');
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

type Fields = Readonly<Record<string, unknown>>;

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
    const { database, collections } = objectOf(entry, field);
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

function filterEntries(value: unknown, field: string): readonly FilterEntry[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(field, 'an array');
  return value.map((entry: unknown, index) => filterEntry(entry, `${field}[${index}]`));
}

function filterEntry(value: unknown, field: string): FilterEntry {
  const fields = objectOf(value, field);
  const { database, collections } = fields;
  const databaseRegex = regexOf(fields['databaseRegex'], `${field}.databaseRegex`);
  const collectionsRegex = regexOf(fields['collectionsRegex'], `${field}.collectionsRegex`);
  if ((database === undefined) === (databaseRegex === undefined)) {
    throw invalid(field, 'an entry with either database or databaseRegex');
  }
  if (database !== undefined && typeof database !== 'string') throw invalid(`${field}.database`, 'a string');
  if (collections !== undefined && collectionsRegex !== undefined) {
    throw invalid(field, 'an entry with collections or collectionsRegex, not both');
  }
  if (collections !== undefined && !areNames(collections)) throw invalid(`${field}.collections`, 'an array of names');
  refuseSystem(field, database, collections);
  // Without what is not there, which the metadata would give back as null.
  return {
    ...(database === undefined ? {} : { database }),
    ...(databaseRegex === undefined ? {} : { databaseRegex }),
    ...(collections === undefined ? {} : { collections }),
    ...(collectionsRegex === undefined ? {} : { collectionsRegex }),
  };
}

function areNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** They are never synced, or by another name: an entry for them would do nothing. */
function refuseSystem(field: string, database: string | undefined, collections: readonly string[] = []): void {
  if (database !== undefined && isInternalDatabase(database)) {
    throw invalid(`${field}.database`, `another one than ${database}, which is not synced`);
  }
  const system = collections.find((name) => isInternalCollection(name) || name.startsWith(bucketsPrefix));
  if (system !== undefined) throw invalid(`${field}.collections`, `without ${system}, which belongs to the server`);
}

function mappingRules(value: unknown): readonly MappingRule[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid('namespaceMapping', 'an array');
  return value.map((rule: unknown, index) => {
    const field = `namespaceMapping[${index}]`;
    const { from, to } = objectOf(rule, field);
    const areNames = typeof from === 'string' && typeof to === 'string' && from !== '' && to !== '';
    if (!areNames || from.includes('.') !== to.includes('.')) {
      throw invalid(field, '{from, to} with two databases, or two namespaces "database.collection"');
    }
    refuseSystemName(`${field}.from`, from);
    refuseSystemName(`${field}.to`, to);
    return { from, to };
  });
}

/** Documents that went there would be taken for what a server, or a sync, keeps there for itself. */
function refuseSystemName(field: string, name: string): void {
  const [database = '', ...rest] = name.split('.');
  const collection = rest.join('.');
  const isSystem =
    isInternalDatabase(database) || isInternalCollection(collection) || collection.startsWith(bucketsPrefix);
  if (isSystem) throw invalid(field, 'a name that belongs neither to the server nor to a sync');
}

function documentFilters(value: unknown): readonly DocumentFilter[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid('documentFilters', 'an array');
  return value.map((filter: unknown, index) => {
    const field = `documentFilters[${index}]`;
    const { namespace, match } = objectOf(filter, field);
    if (typeof namespace !== 'string' || !namespace.includes('.')) throw invalid(`${field}.namespace`, 'a namespace');
    if (typeof match !== 'string') throw invalid(`${field}.match`, 'a query as extended JSON in a string');
    const unfit = unfitPart(match);
    if (unfit !== undefined) throw invalid(`${field}.match`, unfit);
    return { namespace, match };
  });
}

const unfitOperators = ['$where', '$text', '$near', '$nearSphere', '$rand', '$sampleRate'];

/** A query that gives another answer another time, or needs an index of its own, cannot decide what is in scope. */
function unfitPart(match: string): string | undefined {
  let found: string | undefined;
  try {
    const parsed: unknown = JSON.parse(match, (name, value) => {
      if (unfitOperators.includes(name)) found = `a query without ${name}`;
      if (typeof value === 'string' && /^\$\$(NOW|CLUSTER_TIME)\b/.test(value)) found = `a query without ${value}`;
      if (isRounded(value)) found = 'a query that has whole numbers beyond 2^53 as {"$numberLong": "..."}';
      return value;
    });
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'an object';
    if (isReordered(match, parsed))
      return 'a query that has each name once, and names that are numbers ascending, first';
    parseQuery(match);
    return found;
  } catch {
    return 'extended JSON';
  }
}

/** Equality with an embedded document goes by the order of its fields, and objects here put names that are numbers first. */
function isReordered(match: string, parsed: object): boolean {
  const namesIn = (text: string) => {
    const strings = text.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? [];
    return strings.filter((one) => one.endsWith(':')).map((name) => JSON.parse(name.slice(0, -1)) as string);
  };
  return namesIn(match).join('\0') !== namesIn(JSON.stringify(parsed)).join('\0');
}

/** What was written may have been another one: JSON's numbers are doubles here. */
function isRounded(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value as number) <= 2 ** 63;
}

/** As in mongosync's contract; `unique` and `chunksPerShard` beside the key are our own. */
function shardingOf(value: unknown): ShardingSettings | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = objectOf(value, 'sharding');
  const entries = fields['shardingEntries'];
  if (!Array.isArray(entries)) throw invalid('sharding.shardingEntries', 'an array');
  if (entries.length === 0) return undefined;
  return {
    createSupportingIndexes: booleanOf(fields, 'createSupportingIndexes', false),
    entries: entries.map((entry: unknown, index) => shardingEntryOf(entry, `sharding.shardingEntries[${index}]`)),
  };
}

function shardingEntryOf(value: unknown, field: string): ShardingEntry {
  const { database, collection, shardCollection } = objectOf(value, field);
  const areNames = typeof database === 'string' && typeof collection === 'string' && `${database}${collection}` !== '';
  if (!areNames) throw invalid(field, 'an entry with database and collection');
  const { key, ...rest } = objectOf(shardCollection, `${field}.shardCollection`);
  const { chunksPerShard } = rest;
  const isCount = chunksPerShard === undefined || (Number.isInteger(chunksPerShard) && Number(chunksPerShard) > 0);
  if (!isCount) throw invalid(`${field}.shardCollection.chunksPerShard`, 'a number of chunks');
  return {
    namespace: `${database}.${collection}`,
    key: shardKeyIn(key, `${field}.shardCollection.key`),
    isUnique: booleanOf(rest, 'unique', false),
    ...(chunksPerShard === undefined ? {} : { chunksPerShard: Number(chunksPerShard) }),
  };
}

function shardKeyIn(value: unknown, field: string): ShardKey {
  const expected = 'an array of documents with one field each, whose value is 1 or "hashed"';
  if (!Array.isArray(value) || value.length === 0) throw invalid(field, expected);
  return value.map((part: unknown, index) => {
    const [only, ...others] = Object.entries(objectOf(part, `${field}[${index}]`));
    if (only === undefined || others.length > 0) throw invalid(field, expected);
    const [name, kind] = only;
    if (kind !== 1 && kind !== 'hashed') throw invalid(`${field}[${index}].${name}`, '1 or "hashed"');
    return { field: name, kind };
  });
}

function regexOf(value: unknown, field: string): RegexPattern | undefined {
  if (value === undefined) return undefined;
  const { pattern, options } = objectOf(value, field);
  if (typeof pattern !== 'string') throw invalid(`${field}.pattern`, 'a string');
  if (options !== undefined && typeof options !== 'string') throw invalid(`${field}.options`, 'a string');
  return { pattern, options };
}

function booleanOf(fields: Fields, name: string, fallback: boolean): boolean {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'boolean') throw invalid(name, 'true or false');
  return value;
}

function objectOf(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field, 'a JSON object');
  return value as Fields;
}

function invalid(field: string, expected: string): EngineError {
  return new EngineError('GW901', {
    summary: `The request has an invalid value for ${field}`,
    detail: `It has to be ${expected}`,
    context: { field },
  });
}

function conflict(field: string, other: string): EngineError {
  return new EngineError('GW901', {
    summary: `The request cannot have ${field} when ${other}`,
    context: { field },
  });
}
