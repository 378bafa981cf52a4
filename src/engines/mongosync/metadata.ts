/**
 * What mongosync keeps on the destination for itself: read where no process answers, removed at the end. Its layout is
 * promised by nobody, so everything that is read may be missing (contract, section 12).
 */
import type { Document, MongoClient } from '../../mongo/driver.ts';
import { isPermission } from '../../mongo/failures.ts';
import type { EngineState } from '../engine.ts';

/** Names from 1.20 on, and those before. */
const mainDatabases = ['__mdb_internal_mongosync', 'mongosync_reserved_for_internal_use'] as const;
const isMetadata = (name: string) =>
  name.startsWith('__mdb_internal_mongosync') ||
  name.startsWith('mongosync_reserved_for_') ||
  name.startsWith('mongosync_internal_');

export interface MongosyncMetadata {
  readonly state: EngineState;
  /** When the sync began, ISO 8601. */
  readonly startedAt: string | undefined;
  /** What the sync was begun with, as far as it is kept. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** @returns `undefined` when no sync was begun, or the user may not look */
export async function readMongosyncMetadata(client: MongoClient): Promise<MongosyncMetadata | undefined> {
  for (const name of mainDatabases) {
    const [resume, settings] = await Promise.all([
      readOne(client, name, 'resumeData'),
      readOne(client, name, 'globalState'),
    ]);
    if (resume === undefined && settings === undefined) continue;
    return { state: stateOf(resume ?? {}), startedAt: startOf(resume ?? {}), settings: settingsOf(settings ?? {}) };
  }
  return undefined;
}

export async function dropMongosyncMetadata(client: MongoClient): Promise<void> {
  const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
  for (const { name } of databases as { name: string }[]) if (isMetadata(name)) await client.db(name).dropDatabase();
}

async function readOne(client: MongoClient, database: string, collection: string): Promise<Document | undefined> {
  try {
    return (
      (await client
        .db(database)
        .collection(collection)
        .findOne({}, { sort: { _id: 1 } })) ?? undefined
    );
  } catch (error) {
    if (isPermission(error)) return undefined;
    throw error;
  }
}

const byState: Readonly<Record<string, EngineState>> = {
  PAUSED: 'paused',
  COMMITTING: 'committing',
  COMMITTED: 'committed',
  REVERSING: 'reversing',
};

const byPhase: Readonly<Record<string, EngineState>> = {
  uninitialized: 'initializing',
  'initializing collections and indexes': 'initializing',
  'initializing partitions': 'initializing',
  'collection copy': 'copying',
  'waiting to start change event application': 'copying',
  'change event application': 'following',
  'waiting for commit to complete': 'committing',
  'commit completed': 'committed',
};

function stateOf({ state, syncPhase }: Document): EngineState {
  return byState[String(state).toUpperCase()] ?? byPhase[String(syncPhase)] ?? 'initializing';
}

/** In the words that a file is compared by; whatever is not as expected is not known. */
function settingsOf({ reversible, buildIndexes, namespaceFilter }: Document): Readonly<Record<string, unknown>> {
  const filters = [namespaceFilter?.inclusionFilter, namespaceFilter?.exclusionFilter];
  return {
    ...(typeof reversible === 'boolean' ? { reversible } : {}),
    ...(typeof buildIndexes === 'string' ? { buildIndexes } : {}),
    ...(namespaceFilter == null ? {} : { isFiltered: filters.some((one) => Array.isArray(one) && one.length > 0) }),
  };
}

function startOf({ phaseTransitions }: Document): string | undefined {
  const [first] = Array.isArray(phaseTransitions) ? phaseTransitions : [];
  const seconds: unknown = first?.ts?.getHighBits?.();
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : undefined;
}
