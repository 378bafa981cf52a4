import type { MongosyncOptions } from '../../spec/blocks/engine-options.ts';
import type { NamespaceFilter } from '../../spec/blocks/filters.ts';
import type { Migration } from '../../spec/migration.ts';
import { isAtLeast } from './version.ts';

export interface StartSituation {
  readonly spec: Migration;
  readonly options: MongosyncOptions;
  /** Major and minor of the source as one number. */
  readonly sourceVersion: number;
  readonly isReplicaSetToSharded: boolean;
  /** Of mongosync; the newest where it is not known. */
  readonly version: string | undefined;
}

type Body = Readonly<Record<string, unknown>>;

/** The body of `POST /start`: what this version takes, and no field that it would have to ignore (contract, section 3). */
export function mongosyncStartRequest(situation: StartSituation): Body {
  const { spec, options, version } = situation;
  const { include, exclude } = spec.filters;
  return {
    source: 'cluster0',
    destination: 'cluster1',
    ...(spec.cutover.rollback.mode === 'reverse' ? { reversible: true } : {}),
    ...indexesOf(situation),
    ...(include.length === 0 ? {} : { includeNamespaces: include.map(entryOf) }),
    ...(exclude.length === 0 ? {} : { excludeNamespaces: exclude.map(entryOf) }),
    ...(spec.destination.existingData === 'keep' ? { preExistingDestinationData: true } : {}),
    ...shardingOf(situation),
    ...(isAtLeast(version, '1.9') ? { verification: { enabled: isVerified(spec, options) } } : {}),
    ...(options.detectRandomId === undefined || !isAtLeast(version, '1.18')
      ? {}
      : { detectRandomId: options.detectRandomId }),
    ...(options.copyInNaturalOrder.length === 0 ? {} : { copyInNaturalOrder: options.copyInNaturalOrder }),
    // Before, there is no check to skip.
    ...(options.skipDiskSpaceCheck && isAtLeast(version, '1.22') ? { skipDiskSpaceCheck: true } : {}),
    ...writeBlockingOf(situation),
  };
}

function isVerified({ verification }: Migration, options: MongosyncOptions): boolean {
  return options.verification && verification.mode !== 'off';
}

/** Building after the copy needs a 6.0 source; older ones have another default, which is left to mongosync. */
function indexesOf({ spec, sourceVersion, version }: StartSituation): Body {
  const { build } = spec.indexes;
  const isAfterCopy = build === 'afterDataCopy' || build === 'excludeHashedAfterCopy';
  if (isAfterCopy && (sourceVersion < 600 || !isAtLeast(version, '1.16'))) return {};
  return { buildIndexes: build };
}

/** Asked for where a replica set becomes a sharded cluster, and refused everywhere else (contract, section 6). */
function shardingOf({ spec, isReplicaSetToSharded }: StartSituation): Body {
  if (!isReplicaSetToSharded) return {};
  const { entries = [], createSupportingIndexes = false } = spec.sharding ?? {};
  return {
    sharding: {
      createSupportingIndexes,
      shardingEntries: entries.map(({ namespace, key }) => {
        const dot = namespace.indexOf('.');
        return {
          database: namespace.slice(0, dot),
          collection: namespace.slice(dot + 1),
          shardCollection: { key: key.map(({ field, kind }) => ({ [field]: kind })) },
        };
      }),
    },
  };
}

/** From 1.20 on mongosync decides by itself; before, it was told in changing words (contract, section 8). */
function writeBlockingOf({ spec, version, sourceVersion }: StartSituation): Body {
  if (isAtLeast(version, '1.20')) return {};
  const isPartial = spec.filters.include.length + spec.filters.exclude.length > 0;
  const keepsData = spec.destination.existingData === 'keep';
  const blocksSource = !isPartial && !keepsData && sourceVersion >= 600;
  if (!isAtLeast(version, '1.12')) return { enableUserWriteBlocking: blocksSource };
  const words = keepsData ? 'none' : blocksSource ? 'sourceAndDestination' : 'destinationOnly';
  return { enableUserWriteBlocking: words };
}

function entryOf({ database, databaseRegex, collections, collectionsRegex }: NamespaceFilter): Body {
  return {
    ...(database === undefined ? {} : { database }),
    ...(databaseRegex === undefined ? {} : { databaseRegex }),
    ...(collections === undefined ? {} : { collections }),
    ...(collectionsRegex === undefined ? {} : { collectionsRegex }),
  };
}
