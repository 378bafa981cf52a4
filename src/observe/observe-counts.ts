/**
 * Whether somebody else wrote into the destination: once a sync follows, both sides have as many documents. What is on its
 * way comes and goes; a difference that stays the same is looked into.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { MongoClient } from '../mongo/driver.ts';
import { mirrorsSource } from './mirrors-source.ts';
import type { CountDifference, NamespaceObservation, Observation } from './observation.ts';
import type { OpenMigration } from './open-migration.ts';

const looks = 3;
const lookEveryMs = 400;
/** Looking at more collections than these, and counting each document of more than those, tells nobody more. */
const lookedAtCollections = 200;
const countedCollections = 20;
const countTimeMs = 5_000;

type Pair = Pick<NamespaceObservation, 'database' | 'collection'>;

/** Collections of which the destination has another number of documents than the source, for as long as it was looked at. */
export async function observeCounts(
  migration: OpenMigration,
  { source, destination, engine }: Observation,
): Promise<readonly CountDifference[]> {
  if (!mirrorsSource(migration, engine)) return [];
  let pairs = differing(source.namespaces, destination.namespaces).slice(0, lookedAtCollections);
  for (let look = 0; look < looks && pairs.length > 0; look += 1) {
    await delay(lookEveryMs);
    const again = await Promise.all(
      pairs.map(async (pair) => ({ pair, now: await difference(migration, pair, fastCount) })),
    );
    pairs = again.filter(({ pair, now }) => now?.difference === pair.difference).map(({ pair }) => pair);
  }
  const counted = await Promise.all(
    pairs.slice(0, countedCollections).map(async (pair) => await difference(migration, pair, exactCount)),
  );
  return counted.filter((one) => one !== undefined && one.difference !== 0) as readonly CountDifference[];
}

/** By the numbers that servers keep themselves, which a crash makes inexact. */
function differing(
  source: readonly NamespaceObservation[],
  destination: readonly NamespaceObservation[],
): readonly CountDifference[] {
  const nameOf = ({ database, collection }: Pair) => `${database}.${collection}`;
  const there = new Map(destination.map((one) => [nameOf(one), one]));
  return source.flatMap((one): CountDifference[] => {
    const { database, collection, type, isCapped } = one;
    const documents = there.get(nameOf(one))?.documents ?? 0;
    if (type !== 'collection' || isCapped || documents === one.documents) return [];
    return [countDifference({ database, collection }, one.documents, documents)];
  });
}

const countDifference = ({ database, collection }: Pair, source: number, destination: number): CountDifference => ({
  database,
  collection,
  source,
  destination,
  difference: destination - source,
});

type Count = (client: MongoClient, pair: Pair) => Promise<number>;

const fastCount: Count = async (client, { database, collection }) =>
  await client.db(database).collection(collection).estimatedDocumentCount();

/** A collection that cannot be counted in time is believed to have what its server says. */
const exactCount: Count = async (client, pair) =>
  await client
    .db(pair.database)
    .collection(pair.collection)
    .countDocuments({}, { hint: '_id_', maxTimeMS: countTimeMs })
    .catch(async () => await fastCount(client, pair));

/** `undefined` where one of them cannot be counted, which says nothing. */
async function difference(
  { source, destination }: OpenMigration,
  pair: Pair,
  count: Count,
): Promise<CountDifference | undefined> {
  try {
    const [there, here] = await Promise.all([count(source.client, pair), count(destination.client, pair)]);
    return countDifference(pair, there, here);
  } catch {
    return undefined;
  }
}
