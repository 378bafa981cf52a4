import { type AnyBulkWriteOperation, type Document, Int32, type MongoClient } from '../driver.ts';
import type { Lane } from './lane.ts';
import { randomUpdate } from './updates.ts';
import type { Touch } from './write-record.ts';

/** A write that was decided on: what it touches, and how to do it. */
export interface Operation {
  readonly touches: readonly Touch[];
  execute(client: MongoClient): Promise<unknown>;
}

type OperationMaker = (lane: Lane) => Operation;

/** Documents of a lane that one statement touches, with the stamp that it leaves on them. */
interface Target {
  readonly collection: string;
  readonly stamp: number;
  readonly filter: Document;
  readonly touches: readonly Touch[];
}

function existing(lane: Lane, count: number, isDeletion = false): Target {
  const entries = lane.take(count);
  const { collection } = entries[0]!;
  const stamp = lane.nextStamp();
  const touches = entries.map(({ id }) => ({ collection, id, after: isDeletion ? ('deleted' as const) : stamp }));
  const filter = count === 1 ? { _id: entries[0]!.id } : { _id: { $in: entries.map(({ id }) => id) } };
  return { collection, stamp, filter, touches };
}

function changed(lane: Lane, count: number) {
  const target = existing(lane, count);
  const { update, condition, ...options } = randomUpdate(lane.random, target.stamp);
  return { ...target, filter: { ...target.filter, ...condition }, update, options };
}

function fresh(lane: Lane, count: number): Target & { readonly documents: Document[] } {
  const collection = lane.pickCollection();
  const stamp = lane.nextStamp();
  const documents = Array.from({ length: count }, () => lane.newDocument(lane.newId(), stamp));
  const touches = documents.map(({ _id: id }) => ({ collection, id, after: stamp }));
  return { collection, stamp, filter: { _id: documents[0]!['_id'] }, touches, documents };
}

function withoutId({ _id, ...fields }: Document): Document {
  return fields;
}

/** Every kind of write that a driver offers. */
export const operationMakers = {
  insertOne(lane) {
    const { collection, documents, touches } = fresh(lane, 1);
    return { touches, execute: () => lane.collection(collection).insertOne(documents[0]!) };
  },
  insertMany(lane) {
    const { collection, documents, touches } = fresh(lane, 2 + lane.random.below(8));
    return { touches, execute: () => lane.collection(collection).insertMany(documents) };
  },
  updateOne(lane) {
    const { collection, filter, update, options, touches } = changed(lane, 1);
    return { touches, execute: () => lane.collection(collection).updateOne(filter, update, options) };
  },
  updateMany(lane) {
    const { collection, filter, update, options, touches } = changed(lane, 4);
    return { touches, execute: () => lane.collection(collection).updateMany(filter, update, options) };
  },
  upsert(lane) {
    const { collection, documents, filter, touches } = fresh(lane, 1);
    const { w, ...others } = withoutId(documents[0]!);
    const update = { $set: { w }, $setOnInsert: others };
    return { touches, execute: () => lane.collection(collection).updateOne(filter, update, { upsert: true }) };
  },
  replaceOne(lane) {
    const { collection, filter, stamp, touches } = existing(lane, 1);
    const replacement = withoutId(lane.newDocument(undefined, stamp));
    return { touches, execute: () => lane.collection(collection).replaceOne(filter, replacement) };
  },
  deleteOne(lane) {
    const { collection, filter, touches } = existing(lane, 1, true);
    return { touches, execute: () => lane.collection(collection).deleteOne(filter) };
  },
  deleteMany(lane) {
    const { collection, filter, touches } = existing(lane, 4, true);
    return { touches, execute: () => lane.collection(collection).deleteMany(filter) };
  },
  findOneAndUpdate(lane) {
    const { collection, filter, update, options, touches } = changed(lane, 1);
    return { touches, execute: () => lane.collection(collection).findOneAndUpdate(filter, update, options) };
  },
  findOneAndReplace(lane) {
    const { collection, filter, stamp, touches } = existing(lane, 1);
    const replacement = withoutId(lane.newDocument(undefined, stamp));
    return { touches, execute: () => lane.collection(collection).findOneAndReplace(filter, replacement) };
  },
  findOneAndDelete(lane) {
    const { collection, filter, touches } = existing(lane, 1, true);
    return { touches, execute: () => lane.collection(collection).findOneAndDelete(filter) };
  },
  bulkWrite,
  transaction,
} as const satisfies Record<string, OperationMaker>;

export type OperationKind = keyof typeof operationMakers;

/** Several writes in one call: an insert, the same document again, and changes of others. */
function bulkWrite(lane: Lane): Operation {
  const updated = existing(lane, 3);
  const { collection, stamp } = updated;
  const document = lane.newDocument(lane.newId(), stamp);
  const added = { collection, id: document['_id'], after: stamp };
  const ordered = lane.random.below(2) === 0;
  const updates = updated.touches.map(({ id }): AnyBulkWriteOperation => {
    const { update, condition, ...options } = randomUpdate(lane.random, stamp);
    return { updateOne: { filter: { _id: id as never, ...condition }, update, ...options } };
  });
  const again = { updateOne: { filter: { _id: added.id as never }, update: { $set: { z: 1, y: 2 } } } };
  const statements = [{ insertOne: { document } }, ...updates, ...(ordered ? [again] : [])];
  const touches = [added, ...updated.touches];
  return { touches, execute: () => lane.collection(collection).bulkWrite(statements, { ordered }) };
}

/** Changes in two collections, or in none. */
function transaction(lane: Lane): Operation {
  const updated = existing(lane, 2);
  const added = fresh(lane, 2);
  const execute = (client: MongoClient) =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        const update = { $set: { w: new Int32(updated.stamp), moved: true }, $inc: { count: new Int32(1) } };
        await lane.collection(updated.collection).updateMany(updated.filter, update, { session });
        await lane.collection(added.collection).insertMany(added.documents, { session });
      }),
    );
  return { touches: [...updated.touches, ...added.touches], execute };
}
