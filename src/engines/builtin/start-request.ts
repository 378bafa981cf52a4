import { parseNamespace } from '../../mongo/namespace.ts';
import type { HttpCall } from '../../spec/blocks/action.ts';
import type { BuiltinOptions } from '../../spec/blocks/engine-options.ts';
import type { NamespaceFilter } from '../../spec/blocks/filters.ts';
import type { ValueReference } from '../../spec/blocks/reference.ts';
import type { Sharding } from '../../spec/blocks/sharding.ts';
import type { ThrottleSchedule } from '../../spec/blocks/throttle.ts';
import type { Migration } from '../../spec/migration.ts';
import type { LoadHttp } from '../../sync/throttle/http-watch.ts';
import type { LoadWindow } from '../../sync/throttle/schedule.ts';

/** What the built-in engine's start request says for a migration: mongosync's fields, and only those that are set. */
export function builtinStartRequest(spec: Migration): Readonly<Record<string, unknown>> {
  const { filters, indexes, verification, destination, engine } = spec;
  const isFiltered = filters.include.length + filters.exclude.length > 0;
  // What `clear` drops is gone by now; what the filters leave out may stay.
  const keepsOthers = destination.existingData === 'keep' || (destination.existingData === 'clear' && isFiltered);
  const load = loadOf(spec);
  return {
    source: 'cluster0',
    destination: 'cluster1',
    buildIndexes: indexes.build,
    ...(filters.include.length === 0 ? {} : { includeNamespaces: filters.include.map(entryOf) }),
    ...(filters.exclude.length === 0 ? {} : { excludeNamespaces: filters.exclude.map(entryOf) }),
    ...(filters.mapping.length === 0 ? {} : { namespaceMapping: filters.mapping }),
    ...(filters.documents.length === 0
      ? {}
      : { documentFilters: filters.documents.map(({ namespace, matchJson }) => ({ namespace, match: matchJson })) }),
    // Also where nothing is to be sharded: the plan has shown that to whoever reviewed it.
    sharding: shardingOf(spec.sharding ?? { createSupportingIndexes: false, entries: [] }),
    ...(engine.type === 'builtin' ? ownOptions(engine.options) : {}),
    ...(keepsOthers ? { preExistingDestinationData: true } : {}),
    verification: verificationOf(verification),
    // GW402 has looked, with more headroom, and may be waived.
    skipDiskSpaceCheck: true,
    ...(Object.keys(load).length === 0 ? {} : { load }),
  };
}

/** What is said only where it differs from what holds without. */
function ownOptions({ onUnseenDdl, detectRandomId, copyInNaturalOrder }: BuiltinOptions): Record<string, unknown> {
  return {
    ...(onUnseenDdl === 'pause' ? { onUnseenDdl } : {}),
    ...(detectRandomId ? {} : { detectRandomId }),
    ...(copyInNaturalOrder.length === 0 ? {} : { copyInNaturalOrder }),
  };
}

/** mongosync's words; what it has no words for stands beside its own. */
function shardingOf({ createSupportingIndexes, entries }: Sharding): Record<string, unknown> {
  return {
    createSupportingIndexes,
    shardingEntries: entries.map(({ namespace, key, unique, chunksPerShard }) => {
      const { db: database, coll: collection } = parseNamespace(namespace);
      const ours = { unique, ...(chunksPerShard === undefined ? {} : { chunksPerShard }) };
      return {
        database,
        collection,
        shardCollection: { key: key.map(({ field, kind }) => ({ [field]: kind })), ...ours },
      };
    }),
  };
}

function verificationOf(verification: Migration['verification']): Record<string, unknown> {
  const { mode, samplePercent, exclude, parallelism, onMismatch } = verification;
  if (mode === 'off') return { enabled: false };
  return {
    enabled: true,
    ...(mode === 'full' ? {} : { mode }),
    ...(mode === 'sample' ? { samplePercent } : {}),
    ...(exclude.length === 0 ? {} : { exclude: exclude.map(entryOf) }),
    ...(parallelism === undefined ? {} : { parallelism }),
    ...(onMismatch === 'repair' ? { onMismatch } : {}),
  };
}

/** Limits that the file sets; what it leaves out is not limited. */
function loadOf({ throttle, engine, source: { readFrom } }: Migration): Readonly<Record<string, unknown>> {
  const { readPreference, tags, maxStalenessMs } = readFrom;
  const { maxDestinationLagMs, maxSourceLagMs, readBytesPerSecond, writeBytesPerSecond, http, schedule } = throttle;
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  const limits = {
    readBytesPerSecond,
    writeBytesPerSecond,
    ...(engine.type === 'builtin' ? atOnce(engine.options) : {}),
    maxDestinationLagSeconds: seconds(maxDestinationLagMs),
    maxSourceLagSeconds: seconds(maxSourceLagMs),
    http: http && loadHttpOf(http),
    schedule: schedule.length === 0 ? undefined : schedule.map(loadWindowOf),
    readFrom:
      readPreference === 'primary'
        ? undefined
        : {
            readPreference,
            ...(Object.keys(tags).length === 0 ? {} : { tags }),
            ...(maxStalenessMs === undefined ? {} : { maxStalenessSeconds: Math.ceil(maxStalenessMs / 1000) }),
          },
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

/** Without `readers` no more spans are copied at once than collections may be. */
function atOnce({ readers, parallelism }: BuiltinOptions) {
  return readers === undefined
    ? { copyParallelism: parallelism }
    : { copyParallelism: readers, copyCollections: parallelism };
}

/** Nothing where it holds a secret, which the plan refuses: the engine keeps its limits with the sync. */
function loadHttpOf({ url, method, headers, expectStatus, timeoutMs }: HttpCall): LoadHttp | undefined {
  const literals = Object.entries(headers).map(([name, value]) => [name, literalOf(value)]);
  const address = literalOf(url);
  if (address === undefined || literals.some(([, value]) => value === undefined)) return undefined;
  const status = expectStatus === undefined ? {} : { expectStatus };
  return { url: address, method, headers: Object.fromEntries(literals), ...status, timeoutSeconds: timeoutMs / 1000 };
}

function literalOf(value: ValueReference): string | undefined {
  return 'literal' in value ? value.literal : undefined;
}

function loadWindowOf({ window, pauseCopy, readBytesPerSecond, writeBytesPerSecond }: ThrottleSchedule): LoadWindow {
  return {
    cron: window.cron ?? '',
    timeZone: window.timeZone ?? 'UTC',
    durationSeconds: window.durationMs / 1000,
    pauseCopy,
    ...(readBytesPerSecond === undefined ? {} : { readBytesPerSecond }),
    ...(writeBytesPerSecond === undefined ? {} : { writeBytesPerSecond }),
  };
}

function entryOf({ database, databaseRegex, collections, collectionsRegex }: NamespaceFilter): Record<string, unknown> {
  return {
    ...(database === undefined ? {} : { database }),
    ...(databaseRegex === undefined ? {} : { databaseRegex }),
    ...(collections === undefined ? {} : { collections }),
    ...(collectionsRegex === undefined ? {} : { collectionsRegex }),
  };
}
