import { decodeExact, ExactDocument } from '../../mongo/bson/exact.ts';
import { bsonType, findElement, forEachDocument } from '../../mongo/bson/walk.ts';
import type { ClientSession, MongoClient } from '../../mongo/driver.ts';
import { isInternalCollection, isInternalDatabase, type Namespace } from '../../mongo/namespace.ts';
import { RawCursor } from '../../mongo/raw-cursor.ts';
import type { NamespaceFilter } from './namespace-filter.ts';

/** A collection as `listCollections` shows it. */
export interface ListedCollection extends Namespace {
  readonly type: 'collection' | 'view' | 'timeseries';
  /** Hex digits; empty for views and time-series views, which have none. */
  readonly uuid: string;
  readonly options: ExactDocument;
}

/** What of the source is in scope, at some moment. */
export interface SourceCatalog {
  /** Collections with documents of their own; time-series data as `system.buckets.NAME`. */
  readonly collections: readonly ListedCollection[];
  readonly views: readonly ListedCollection[];
  readonly timeSeries: readonly ListedCollection[];
  /** By UUID: collections beside those in scope, in the same databases. */
  readonly leftOut: ReadonlyMap<string, Namespace>;
}

/** Lists everything in scope, database by database. */
export async function readSourceCatalog(client: MongoClient, filter: NamespaceFilter): Promise<SourceCatalog> {
  // Refused to a user who may not list all databases, instead of leaving out those that they may not read.
  const { databases } = await client
    .db('admin')
    .command({ listDatabases: 1, nameOnly: true, authorizedDatabases: false });
  const collections: ListedCollection[] = [];
  const views: ListedCollection[] = [];
  const timeSeries: ListedCollection[] = [];
  const leftOut = new Map<string, Namespace>();
  for (const { name } of databases as { name: string }[]) {
    if (isInternalDatabase(name) || !(await filter.mayCoverDatabase(name))) continue;
    for (const listed of await listCollections(client, name)) {
      if (isInternalCollection(listed.coll)) continue;
      if (!(await filter.covers(listed))) {
        if (listed.type === 'collection') leftOut.set(listed.uuid, { db: listed.db, coll: listed.coll });
        continue;
      }
      const group = listed.type === 'view' ? views : listed.type === 'timeseries' ? timeSeries : collections;
      group.push(listed);
    }
  }
  return { collections, views, timeSeries, leftOut };
}

/** One database's collections and views with their options exactly as stored. */
export async function listCollections(
  client: MongoClient,
  db: string,
  filter: Record<string, unknown> = {},
): Promise<ListedCollection[]> {
  return await client.withSession({ causalConsistency: false }, async (session) => {
    const found: ListedCollection[] = [];
    await eachDocument(client, db, { listCollections: 1, filter, cursor: {} }, session, (bytes, start) => {
      found.push(listedCollection(bytes, start, db));
    });
    return found;
  });
}

/** The collection's index specifications as stored, without the legacy `ns` field. */
export async function listIndexes(client: MongoClient, { db, coll }: Namespace): Promise<ExactDocument[]> {
  return await client.withSession({ causalConsistency: false }, async (session) => {
    const found: ExactDocument[] = [];
    await eachDocument(client, db, { listIndexes: coll, cursor: {} }, session, (bytes, start) => {
      const spec = decodeExact(bytes, start);
      spec.delete('ns');
      found.push(spec);
    });
    return found;
  });
}

async function eachDocument(
  client: MongoClient,
  db: string,
  command: Record<string, unknown>,
  session: ClientSession,
  visit: (bytes: Buffer, start: number) => void,
): Promise<void> {
  const cursor = await RawCursor.open(client, db, command, { session });
  for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
    const { bytes, arrayStart } = batch;
    forEachDocument(bytes, arrayStart, (start) => visit(bytes, start));
  }
}

function listedCollection(bytes: Buffer, start: number, db: string): ListedCollection {
  const text = (name: string, fallback: string) => {
    const element = findElement(bytes, start, name);
    return element === undefined ? fallback : bytes.toString('utf8', element.start + 4, element.end - 1);
  };
  const options = findElement(bytes, start, 'options');
  const exact = options === undefined ? new ExactDocument() : decodeExact(bytes, options.start);
  // Beside the options here, and among them in the event of a collection's creation.
  const idIndex = findElement(bytes, start, 'idIndex');
  if (idIndex !== undefined && !exact.has('idIndex')) exact.append('idIndex', decodeExact(bytes, idIndex.start));
  const info = findElement(bytes, start, 'info');
  const uuid = info === undefined ? undefined : findElement(bytes, info.start, 'uuid');
  return {
    db,
    coll: text('name', ''),
    type: text('type', 'collection') as ListedCollection['type'],
    uuid: uuid?.type === bsonType.binary ? bytes.toString('hex', uuid.start + 5, uuid.end) : '',
    options: exact,
  };
}
