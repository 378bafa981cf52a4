import type { Db } from '../driver.ts';
import type { Exhibit } from './exhibit.ts';
import { insertRaw } from './insert-raw.ts';
import { decimal, document, type RawValue, value } from './raw-bson.ts';

const hex = '00112233445566778899aabb';
const uuid = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

/** One `_id` of every type that may be one; arrays, regular expressions and undefined may not. */
const everyId: readonly RawValue[] = [
  value.minKey(),
  value.null(),
  value.double(Number.NaN),
  value.double(Number.NEGATIVE_INFINITY),
  value.double(-0),
  value.int(1),
  value.double(1.5),
  value.long(2n),
  value.decimalBits(0x303e000000000000n, 25n),
  value.long(2n ** 63n - 1n),
  value.double(Number.POSITIVE_INFINITY),
  value.string(''),
  value.string('a'),
  value.string('A'),
  value.string('ä\0ö'),
  value.string('long '.repeat(500)),
  value.symbol('symbol'),
  value.object(),
  value.object(['a', value.int(1)]),
  value.object(['a', value.int(1)], ['a', value.int(2)]),
  value.object(['a', value.double(Number.NaN)]),
  value.object(['b', value.object(['c', value.array(value.int(1), value.null())])]),
  value.object(['10', value.int(1)], ['9', value.int(2)]),
  ...[0, 1, 5, 6, 0x80].map((subtype) => value.binary(subtype, Buffer.from('bytes'))),
  value.binary(2, Buffer.from('\x05\0\0\0bytes')),
  value.binary(3, uuid),
  value.binary(4, uuid),
  value.binary(0, Buffer.alloc(0)),
  value.objectId(hex),
  value.boolean(false),
  value.boolean(true),
  value.date(-1n),
  value.date(1_700_000_000_000n),
  value.timestamp(1_700_000_000, 1),
  value.dbPointer('shop.orders', hex),
  value.code('return 1'),
  value.codeWithScope('return x', document(['x', value.int(1)])),
  value.maxKey(),
];

/** Numbers that are equal to the server and differ in bytes, apart by type because `_id` is unique. */
const equalNumbers: Readonly<Record<string, readonly RawValue[]>> = {
  int: [value.int(0), value.int(1), value.int(-7)],
  long: [value.long(0n), value.long(1n), value.long(-7n)],
  double: [value.double(-0), value.double(1), value.double(-7), value.doubleBits(0xfff8000000000001n)],
  decimal: [decimal.minusZero, decimal.oneWithCents, value.decimalBits(0xb040000000000000n, 7n), decimal.nan],
};

/** Enough of several types that copying splits them into ranges. */
function manyIds(): RawValue[] {
  const count = 1000;
  return Array.from({ length: count }, (_, index) => [
    value.int(index),
    value.double(index + 0.5),
    value.string(`key ${(index * 7919) % count}`),
    value.objectId((index * 2_654_435_761).toString(16).padStart(24, '0')),
    value.object(['tenant', value.int(index % 10)], ['number', value.int(index)]),
  ]).flat();
}

/** Kinds of `_id`. */
export const idExhibits: readonly Exhibit[] = [
  { name: 'ids_every_type', create: (database) => insertWithIds(database, 'ids_every_type', everyId) },
  {
    name: 'ids_equal_numbers',
    async create(database) {
      for (const [type, ids] of Object.entries(equalNumbers)) {
        await insertWithIds(database, `ids_equal_numbers_${type}`, ids);
      }
    },
  },
  {
    name: 'ids_nan_among_numbers',
    create: (database) => {
      const ids = [...Array(50).keys()].map((index) => value.int(index));
      return insertWithIds(database, 'ids_nan_among_numbers', [...ids, value.double(Number.NaN)]);
    },
  },
  { name: 'ids_many', create: (database) => insertWithIds(database, 'ids_many', manyIds()) },
  {
    name: 'ids_collation',
    async create(database) {
      await database.createCollection('ids_collation', { collation: { locale: 'en', strength: 2 } });
      const ids = ['b', 'A', 'Ä', 'c 10', 'c 9', 'é'].map((text) => value.string(text));
      await insertWithIds(database, 'ids_collation', [...ids, value.object(['k', value.string('B')]), value.int(1)]);
    },
  },
];

async function insertWithIds(database: Db, collection: string, ids: readonly RawValue[]): Promise<void> {
  const documents = ids.map((id, index) =>
    document(['_id', id], ['n', value.int(index)], ['payload', value.string('p')]),
  );
  await insertRaw(database, collection, documents);
}
