import { type Db, Timestamp } from '../driver.ts';
import type { Exhibit } from './exhibit.ts';
import { insertRaw } from './insert-raw.ts';
import { decimal, document, type RawValue, value } from './raw-bson.ts';

const hex = '00112233445566778899aabb';
const uuid = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

/** Every type as a value, with what is hard to carry in each. */
const everyValue: Readonly<Record<string, readonly RawValue[]>> = {
  double: [
    ...[0, -0, 1.5, Number.MIN_VALUE, Number.MAX_VALUE, Number.POSITIVE_INFINITY].map(value.double),
    // Quiet, negative, with a payload, signalling.
    ...[0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff800000000beefn, 0x7ff0000000000001n].map(value.doubleBits),
  ],
  integer: [
    value.int(-(2 ** 31)),
    value.int(2 ** 31 - 1),
    value.long(-(2n ** 63n)),
    value.long(5n),
    value.long(2n ** 53n + 1n),
  ],
  decimal: Object.values(decimal),
  text: [
    value.string(''),
    value.string('with \0 inside'),
    value.string('𝄞 ü 漢'),
    value.symbol('symbol'),
    value.code('x'),
  ],
  scope: [
    value.codeWithScope('return a', document(['a', value.object(['a', value.int(1)])])),
    value.codeWithScope('', document()),
  ],
  binary: [
    ...[0, 1, 5, 6, 0x80, 0xff].map((subtype) => value.binary(subtype, Buffer.from('bytes'))),
    value.binary(2, Buffer.from('\x05\0\0\0bytes')),
    value.binary(3, uuid),
    value.binary(4, uuid),
    value.binary(0, Buffer.alloc(0)),
  ],
  time: [
    value.date(-62_135_596_800_000n),
    value.date(2n ** 62n),
    value.timestamp(2 ** 31 - 1, 7),
    value.timestamp(0, 1),
  ],
  regex: [value.regex('', ''), value.regex('^a.*\\/b$', 'imsx'), value.regex('ü', 'i')],
  reference: [
    value.dbPointer('shop.orders', hex),
    value.object(['$ref', value.string('orders')], ['$id', value.objectId(hex)], ['$db', value.string('shop')]),
  ],
  nothing: [value.null(), value.undefined(), value.minKey(), value.maxKey(), value.object(), value.array()],
  nested: [value.array(value.array(), value.array(value.null(), value.object(['0', value.array(value.int(1))])))],
};

/** Field names that no object of JavaScript keeps, or that look like paths and operators. */
const fieldNames: readonly Buffer[] = [
  document(['_id', value.string('repeated')], ['a', value.int(1)], ['b', value.int(2)], ['a', value.string('again')]),
  document(['_id', value.string('repeated below')], ['o', value.object(['a', value.int(1)], ['a', value.int(2)])]),
  document(
    ['_id', value.string('integers')],
    ['10', value.int(1)],
    ['9', value.int(2)],
    ['01', value.int(3)],
    ['1', value.int(4)],
  ),
  document(
    ['_id', value.string('integers in an object')],
    ['o', value.object(['1', value.int(1)], ['0', value.int(2)])],
  ),
  document(
    ['_id', value.string('empty')],
    ['', value.int(1)],
    ['o', value.object(['', value.object(['', value.int(2)])])],
  ),
  document(
    ['_id', value.string('dots')],
    ['a.b', value.int(1)],
    ['a', value.object(['b', value.int(2)])],
    ['.', value.int(3)],
  ),
  document(['_id', value.string('dots below')], ['o', value.object(['x.y', value.int(1)], ['.x', value.int(2)])]),
  document(
    ['_id', value.string('prototype')],
    ['__proto__', value.int(1)],
    ['constructor', value.int(2)],
    ['toString', value.int(3)],
  ),
  document(
    ['_id', value.string('unicode')],
    ['ü 漢 𝄞', value.int(1)],
    [' ', value.int(2)],
    ['x'.repeat(1000), value.int(3)],
  ),
  // An array whose keys are not its positions: legal bytes, which most decoders mend.
  document(
    ['_id', value.string('array keys')],
    ['a', { type: 0x04, bytes: document(['5', value.int(1)], ['x', value.int(2)]) }],
  ),
];

const dollarNames: readonly Buffer[] = [
  document(['_id', value.string('top')], ['$price', value.int(1)], ['$set', value.object(['a', value.int(1)])]),
  document(['_id', value.string('below')], ['o', value.object(['$inc', value.int(1)], ['$', value.int(2)])]),
  document(['_id', value.string('with dots')], ['$a.b', value.int(1)], ['a.$b', value.int(2)]),
];

/** Kinds of values and of field names. */
export const valueExhibits: readonly Exhibit[] = [
  {
    name: 'values',
    create(database) {
      const documents = Object.entries(everyValue).flatMap(([group, values]) =>
        values.map((one, index) =>
          document(['_id', value.string(`${group} ${index}`)], ['v', one], ['in', value.array(one)]),
        ),
      );
      return insertRaw(database, 'values', documents);
    },
  },
  { name: 'field_names', create: (database) => insertRaw(database, 'field_names', fieldNames) },
  // Older servers refuse them at the top.
  { name: 'dollar_names', versions: '>=5.0', create: (database) => insertRaw(database, 'dollar_names', dollarNames) },
  { name: 'empty_timestamps', create: createEmptyTimestamps },
];

/** A server fills `Timestamp(0, 0)` at the top of an inserted document with its clock; an update by pipeline keeps it. */
async function createEmptyTimestamps(database: Db): Promise<void> {
  const empty = new Timestamp({ t: 0, i: 0 });
  const collection = database.collection<{ _id: number }>('empty_timestamps');
  await collection.insertMany([
    { _id: 1, ...{ a: 1, last: 1 } },
    { _id: 2, ...{ o: { nested: empty }, list: [empty] } },
  ]);
  await collection.updateOne({ _id: 1 }, [{ $set: { a: { $literal: empty }, b: { $literal: empty } } }]);
}
