/** Random BSON for property tests, written as bytes: what no driver would write included. */
import { fc } from '../fast-check.ts';
import { decimal, document, type RawValue, value } from '../zoo/raw-bson.ts';

const int32 = fc.integer().map(value.int);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(value.long);
const double = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(value.doubleBits);
const decimals = fc.constantFrom(...Object.values(decimal), ...noCanonicalDecimals());

/** The same few numbers in every type, so that equal ones meet. */
const twins = fc
  .tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom('int', 'long', 'double', 'decimal'))
  .map(([number, type]) => {
    if (type === 'int') return value.int(number);
    if (type === 'long') return value.long(BigInt(number));
    if (type === 'double') return value.double(number);
    const sign = number < 0 ? 1n << 63n : 0n;
    return value.decimalBits(sign | 0x3040000000000000n, BigInt(Math.abs(number)));
  });

/** More digits than there may be, which stands for zero, and a NaN with a payload. */
function noCanonicalDecimals(): RawValue[] {
  return [
    value.decimalBits(0x3041ed09bead87c0n, 0x378d8e6400000000n),
    value.decimalBits(0xb041ffffffffffffn, 1n),
    value.decimalBits(0x6c10000000000000n, 5n),
    value.decimalBits(0x7c00000000000000n, 0xbeefn),
    value.decimalBits(0xfa00000000000000n, 1n),
  ];
}

const text = fc.oneof(fc.constantFrom('', 'a', 'A', 'ä', '\u0000', '$x', 'a.b'), fc.string({ maxLength: 20 }));
const name = fc.oneof(
  fc.constantFrom('a', 'b', '0', '1', '10', '', '$set', 'a.b', '_id', 'ü'),
  fc.string({ maxLength: 8 }).map((chars) => chars.replaceAll('\0', '')),
);

const scalar: fc.Arbitrary<RawValue> = fc.oneof(
  { weight: 4, arbitrary: twins },
  int32,
  int64,
  double,
  decimals,
  text.map(value.string),
  text.map(value.symbol),
  text.map(value.code),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => value.objectId(Buffer.from(bytes).toString('hex'))),
  fc.boolean().map(value.boolean),
  fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map(value.date),
  fc.constant(value.null()),
  fc.constantFrom('a', 'b').map((namespace) => value.dbPointer(namespace, '0'.repeat(24))),
  fc.constant(value.minKey()),
  fc.constant(value.maxKey()),
  fc.tuple(fc.constantFrom(0, 2, 4, 5, 6, 0x80), fc.uint8Array({ maxLength: 20 })).map(([subtype, data]) => {
    const hasFixedLength = subtype === 4 || subtype === 5;
    return value.binary(subtype, hasFixedLength ? Buffer.alloc(16, data[0] ?? 0) : Buffer.from(data));
  }),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([seconds, increment]) => value.timestamp(seconds, increment)),
);

/** Nested values whose fields bear these names. */
function nestedWith(names: fc.Arbitrary<string>) {
  return fc.letrec<{ value: RawValue; fields: [string, RawValue][] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'bson' },
      { weight: 6, arbitrary: scalar },
      { weight: 1, arbitrary: tie('fields').map((list) => value.object(...list)) },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }).map((items) => value.array(...items)) },
      // Arrays whose keys are not their positions.
      { weight: 1, arbitrary: tie('fields').map((list) => ({ type: 0x04, bytes: document(...list) })) },
      { weight: 1, arbitrary: fc.constantFrom(value.undefined(), value.regex('a', 'i'), value.regex('a', 'mi')) },
      { weight: 1, arbitrary: tie('fields').map((list) => value.codeWithScope('x', document(...list))) },
    ),
    fields: fc.array(fc.tuple(names, tie('value')), { maxLength: 5, depthIdentifier: 'bson' }),
  }));
}

const anything = nestedWith(name);
const withoutDollars = nestedWith(name.map((text) => text.replace(/^\$/, '_')));

/** A value that servers take as `_id`: no array, no regular expression, and no `$` first in any name in it. */
export const idValue: fc.Arbitrary<RawValue> = fc.oneof(
  { weight: 3, arbitrary: twins },
  { weight: 3, arbitrary: scalar },
  {
    weight: 2,
    arbitrary: fc.oneof(twins, withoutDollars.value).map((one) => value.codeWithScope('x', document(['a', one]))),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '0', '_id', ''), withoutDollars.value), { maxLength: 3 })
      .map((fields) => value.object(...fields)),
  },
);

/** Fields of a document besides `_id`, repeated names and numeric names out of order included. */
export const fields: fc.Arbitrary<[string, RawValue][]> = anything.fields.map((list) =>
  list.filter(([field]) => field !== '_id'),
);

/** A whole document under this `_id`. */
export function documentWith(id: RawValue, rest: readonly [string, RawValue][]): Buffer {
  return document(['_id', id], ...rest);
}
