/**
 * In what form an index keeps its keys: WiredTiger's `formatVersion`. An index keeps the form of the server that built it
 * through every upgrade in place.
 */
import type { MongoClient } from './driver.ts';
import type { Namespace } from './namespace.ts';

/** Forms of unique indexes whose keys all name their documents, as 6.0 and newer make them. */
export const presentUniqueFormats: ReadonlySet<number> = new Set([13, 14]);

/** Of each index, from `$collStats` with `storageStats`; behind a mongos there are several of one name. */
export const keyFormatsOfStats = {
  $map: {
    input: { $objectToArray: { $ifNull: ['$storageStats.indexDetails', {}] } },
    in: { name: '$$this.k', format: '$$this.v.metadata.formatVersion' },
  },
} as const;

/** By name; of those of one name the oldest. */
export function oldestFormats(
  found: readonly { readonly name: string; readonly format?: unknown }[],
): ReadonlyMap<string, number> {
  const formats = new Map<string, number>();
  for (const { name, format } of found) {
    const number = Number(format);
    if (!Number.isNaN(number)) formats.set(name, Math.min(number, formats.get(name) ?? number));
  }
  return formats;
}

/** As the member says that is asked; others may have built theirs at another time. */
export async function readKeyFormats(
  client: MongoClient,
  { db, coll }: Namespace,
): Promise<ReadonlyMap<string, number>> {
  const pipeline = [{ $collStats: { storageStats: {} } }, { $project: { _id: 0, formats: keyFormatsOfStats } }];
  const answers = await client.db(db).collection(coll).aggregate(pipeline).toArray();
  return oldestFormats(answers.flatMap(({ formats }) => formats));
}
