/**
 * Documents of the destination that somebody else wrote to while a sync follows, and that differ since. The destination's
 * oplog tells a part of them: drivers number the writes that they may retry (`txnNumber`, which is their default), and name
 * the session, by which those of the built-in engine are known. Whether they are what the source has decides, so that what
 * was put right is forgotten.
 */
import { type BsonValue, describeValue } from '../mongo/bson/value.ts';
import { findElement, forEachDocument } from '../mongo/bson/walk.ts';
import { type ClientSession, type MongoClient, Timestamp } from '../mongo/driver.ts';
import { parseNamespace } from '../mongo/namespace.ts';
import { RawCursor } from '../mongo/raw-cursor.ts';
import { Metadata } from '../sync/checkpoint/metadata.ts';
import { earlierThanNext, readWriterSessions } from '../sync/checkpoint/writer-sessions.ts';
import type { SessionId } from '../sync/write-sessions.ts';
import { lookAgain } from '../verify/look-again.ts';
import { keyOf } from '../verify/pending-documents.ts';
import { mirrorsSource } from './mirrors-source.ts';
import type { ForeignWrites, Observation } from './observation.ts';
import type { OpenMigration } from './open-migration.ts';

/** Entries of others that are looked into: it matters that there are some, and where. */
const mostEntries = 200;
/** An oplog of weeks takes long to read: where all of the sync's time takes longer, its last part has to do. */
const readForMs = 2_000;
const lastPartSeconds = 600;

/** Empty where nothing of the kind is seen, which proves nothing: writes that a driver may not retry look like ours. */
export async function observeForeignWrites(
  migration: OpenMigration,
  { engine, source: seen, takenAt }: Pick<Observation, 'engine' | 'source' | 'takenAt'>,
  signal: AbortSignal,
): Promise<readonly ForeignWrites[]> {
  if (!mirrorsSource(migration, engine) || engine.type !== 'builtin' || engine.startedAt === undefined) return [];
  const { source, destination } = migration;
  if (destination.facts.topology !== 'replicaSet') return [];
  const names = seen.namespaces
    .filter(({ type }) => type === 'collection')
    .map(({ database, collection }) => `${database}.${collection}`);
  const own = earlierThanNext(await readWriterSessions(new Metadata(destination.client)));
  const suspectsSince = async (seconds: number) => await readSuspects(destination.client, names, own, seconds);
  const suspects =
    (await suspectsSince(Date.parse(engine.startedAt) / 1000)) ??
    (await suspectsSince(Date.parse(takenAt) / 1000 - lastPartSeconds)) ??
    [];
  const found = await Promise.all(
    [...suspects].map(async ([name, ids]): Promise<ForeignWrites[]> => {
      const sides = { source: source.client, destination: destination.client, namespace: parseNamespace(name) };
      const unequal = await lookAgain({ ...sides, signal }, [...ids.values()]);
      const [first] = unequal;
      return first === undefined ? [] : [{ namespace: name, documents: unequal.length, id: describeValue(first.id) }];
    }),
  );
  return found.flat();
}

type Suspects = ReadonlyMap<string, ReadonlyMap<string, BsonValue>>;

/** The documents that somebody else wrote to, by namespace, the latest first; `undefined` where it cannot be told in time. */
async function readSuspects(
  client: MongoClient,
  names: readonly string[],
  own: readonly SessionId[],
  fromSeconds: number,
): Promise<Suspects | undefined> {
  const suspects = new Map<string, Map<string, BsonValue>>();
  const command = {
    find: 'oplog.rs',
    filter: {
      ts: { $gte: new Timestamp({ t: Math.max(0, Math.floor(fromSeconds)), i: 0 }) },
      op: { $in: ['i', 'u', 'd'] },
      txnNumber: { $exists: true },
      'lsid.id': { $nin: own },
      ns: { $in: names },
    },
    projection: { _id: 0, ns: 1, 'o._id': 1, 'o2._id': 1 },
    sort: { $natural: -1 },
    limit: mostEntries,
    batchSize: mostEntries,
    maxTimeMS: readForMs,
  };
  const read = async (session: ClientSession) => {
    const cursor = await RawCursor.open(client, 'local', command, { session });
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      const { bytes, arrayStart } = batch;
      forEachDocument(bytes, arrayStart, (start) => {
        const name = findElement(bytes, start, 'ns');
        const id = idIn(bytes, start, 'o2') ?? idIn(bytes, start, 'o');
        if (name === undefined || id === undefined) return;
        // A string lies behind its length, and ends with a zero.
        const namespace = bytes.toString('utf8', name.start + 4, name.end - 1);
        const ids = suspects.get(namespace) ?? new Map<string, BsonValue>();
        suspects.set(namespace, ids.set(keyOf(id), id));
      });
    }
    return suspects;
  };
  // Without the privilege, or in time: nothing is told.
  return await client.withSession({ causalConsistency: false }, read).catch(() => undefined);
}

function idIn(bytes: Buffer, start: number, part: 'o' | 'o2'): BsonValue | undefined {
  const document = findElement(bytes, start, part);
  const id = document && findElement(bytes, document.start, '_id');
  return id && { buffer: bytes, ...id };
}
