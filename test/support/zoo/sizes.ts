import type { Db } from '../driver.ts';
import type { Exhibit } from './exhibit.ts';
import { insertRaw } from './insert-raw.ts';
import { document, type RawValue, value } from './raw-bson.ts';

/** The largest document that a server stores. */
const largestBytes = 16 * 1024 * 1024;

/** The deepest document that a server promises to store. */
const deepestLevels = 100;

/** A document of exactly this many bytes. */
export function documentOfSize(id: number, bytes: number): Buffer {
  const empty = document(['_id', value.int(id)], ['payload', value.string('')]);
  return document(['_id', value.int(id)], ['payload', value.string('x'.repeat(bytes - empty.length))]);
}

function nested(levels: number, wrap: (inner: RawValue) => RawValue): RawValue {
  let inner: RawValue = value.int(1);
  for (let level = 1; level < levels; level++) inner = wrap(inner);
  return inner;
}

/** Big, deep and wide documents. */
export const sizeExhibits: readonly Exhibit[] = [
  {
    name: 'sizes_largest',
    create: (database) => insertSizes(database, 'sizes_largest', [largestBytes, largestBytes - 7, largestBytes / 2]),
  },
  {
    name: 'sizes_around_a_batch',
    create: (database) => insertSizes(database, 'sizes_around_a_batch', Array(40).fill(1_300_000)),
  },
  {
    name: 'sizes_deep',
    create: (database) =>
      insertRaw(database, 'sizes_deep', [
        document(['_id', value.int(1)], ['o', nested(deepestLevels, (inner) => value.object(['o', inner]))]),
        document(['_id', value.int(2)], ['a', nested(deepestLevels, (inner) => value.array(inner))]),
      ]),
  },
  {
    name: 'sizes_wide',
    create(database) {
      const fields = Array.from({ length: 5000 }, (_, index) => [`field ${index}`, value.int(index)] as const);
      const items = Array.from({ length: 50_000 }, (_, index) => value.double(index));
      return insertRaw(database, 'sizes_wide', [
        document(['_id', value.int(1)], ...fields),
        document(['_id', value.int(2)], ['items', value.array(...items)]),
        document(['_id', value.int(3)]),
      ]);
    },
  },
];

async function insertSizes(database: Db, collection: string, sizes: readonly number[]): Promise<void> {
  await insertRaw(
    database,
    collection,
    sizes.map((bytes, index) => documentOfSize(index, bytes)),
  );
}
