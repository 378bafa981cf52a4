import { type MongoClient, UUID } from '../mongo/driver.ts';
import { collectionUuidMismatch, isNoCollection } from '../mongo/failures.ts';
import { isSameNamespace, type Namespace } from '../mongo/namespace.ts';
import { asCommitted } from './as-committed.ts';
import { listCollections } from './catalog/source-catalog.ts';
import type { SyncCluster } from './sync-context.ts';

const maxAttempts = 5;

/** The collection was dropped on the source, or moved to another database: nothing of it can be read any more. */
export class CollectionGoneError extends Error {
  constructor(namespace: Namespace) {
    super(`${namespace.db}.${namespace.coll} is no longer on the source`);
  }
}

/** What a read needs to know of a collection; `source` is its name as of the stream's position. */
export interface ReadableCollection {
  readonly uuid: string;
  readonly source: Namespace;
}

/**
 * Reads a collection of the source whatever its name is by now. The stream may be behind, so the collection may have
 * been renamed, and another one may bear its name.
 * @param read gets the namespace to use, and fields to add to the command
 * @throws CollectionGoneError when there is no such collection any more
 */
export async function readByUuid<T>(
  cluster: SyncCluster,
  collection: ReadableCollection,
  read: (namespace: Namespace, guard: { collectionUUID?: UUID }) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return cluster.facts.canCompareUuid
        ? await readGuarded(collection, read)
        : await readBetweenLookUps(cluster.client, collection, read);
    } catch (error) {
      if (!(error instanceof CollectionGoneError) || (await isGone(cluster, collection))) throw error;
    }
  }
}

/** Whether a majority of the source has it that there is no such collection any more. */
export async function isGone(
  { client }: Pick<SyncCluster, 'client'>,
  { source, uuid }: ReadableCollection,
): Promise<boolean> {
  return await asCommitted(client, async () => (await namespaceOfUuid(client, source, uuid)) === undefined);
}

/** Servers from 6.0 on compare the UUID themselves, and tell the present name. */
async function readGuarded<T>(
  { source, uuid }: ReadableCollection,
  read: (namespace: Namespace, guard: { collectionUUID?: UUID }) => Promise<T>,
): Promise<T> {
  const guard = { collectionUUID: new UUID(uuid) };
  let namespace = source;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read(namespace, guard);
    } catch (error) {
      if (isNoCollection(error)) throw new CollectionGoneError(source);
      const mismatch = collectionUuidMismatch(error);
      if (mismatch === undefined || attempt === maxAttempts) throw error;
      if (mismatch.actualCollection === null) throw new CollectionGoneError(source);
      namespace = { db: source.db, coll: mismatch.actualCollection };
    }
  }
}

/** On older servers the name is looked up before and after: where it stayed, the read was of the right collection. */
async function readBetweenLookUps<T>(
  client: MongoClient,
  { source, uuid }: ReadableCollection,
  read: (namespace: Namespace, guard: object) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const before = await namespaceOfUuid(client, source, uuid);
    if (before === undefined) throw new CollectionGoneError(source);
    const result = await read(before, {});
    const after = await namespaceOfUuid(client, before, uuid);
    if (after !== undefined && isSameNamespace(before, after)) return result;
    if (after === undefined || attempt === maxAttempts) throw new CollectionGoneError(source);
  }
}

/** The collection's present name in its database; the one that it had last is tried first, as a look-up. */
async function namespaceOfUuid(
  client: MongoClient,
  { db, coll }: Namespace,
  uuid: string,
): Promise<Namespace | undefined> {
  for (const filter of [{ name: coll }, { 'info.uuid': new UUID(uuid) }]) {
    const [listed] = await listCollections(client, db, filter);
    if (listed?.uuid === uuid) return { db, coll: listed.coll };
  }
  return undefined;
}
