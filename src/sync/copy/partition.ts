import { isSendable } from '../../mongo/bson/sendable.ts';
import type { BsonValue } from '../../mongo/bson/value.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { readIds } from '../../mongo/read-ids.ts';

/**
 * A span of a collection in the order of its `_id` index: from `min` (inclusive) to `max` (exclusive), each open
 * where it is `undefined`. As bounds of the index and not conditions of a query they compare across types, so that
 * each `_id`, NaN included, lies in exactly one span.
 */
export interface IdSpan {
  readonly min: BsonValue | undefined;
  readonly max: BsonValue | undefined;
}

const wholeCollection: readonly IdSpan[] = [{ min: undefined, max: undefined }];

/** Samples taken for each cut: more make the spans more even. */
const samplesPerSpan = 20;

/**
 * Cuts a collection into about `count` spans of similar numbers of documents, by a sample of its `_id`s.
 * The server sorts them, so the order is that of the index whatever the types and the collation.
 */
export async function partition(
  client: MongoClient,
  { db, coll }: Namespace,
  count: number,
): Promise<readonly IdSpan[]> {
  if (count <= 1) return wholeCollection;
  const pipeline = [{ $sample: { size: count * samplesPerSpan } }, { $project: { _id: 1 } }, { $sort: { _id: 1 } }];
  const command = { aggregate: coll, pipeline, cursor: { batchSize: count * samplesPerSpan }, allowDiskUse: true };
  const sampled = await readIds(client, { db, coll }, command);
  const cuts = sampled.filter((id, index) => index > 0 && index % samplesPerSpan === 0 && isSendable(id));
  return spansBetween(distinct(cuts));
}

/** A small collection may be sampled with repetitions. */
function distinct(sorted: readonly BsonValue[]): BsonValue[] {
  return sorted.filter((value, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.type !== value.type || !before.buffer.equals(value.buffer);
  });
}

function spansBetween(cuts: readonly BsonValue[]): IdSpan[] {
  return [...cuts, undefined].map((max, index) => ({ min: index === 0 ? undefined : cuts[index - 1], max }));
}
