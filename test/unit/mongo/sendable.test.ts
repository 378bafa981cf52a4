import { describe, expect, it } from 'vitest';
import { decodeExact, encodeExact } from '../../../src/mongo/bson/exact.ts';
import { idKey } from '../../../src/mongo/bson/id-key.ts';
import { isSendable } from '../../../src/mongo/bson/sendable.ts';
import { describeValue, documentId } from '../../../src/mongo/bson/value.ts';
import { idValue } from '../../support/bson/arbitrary.ts';
import { fc } from '../../support/fast-check.ts';
import { document, type RawValue, value } from '../../support/zoo/raw-bson.ts';

const isSendableId = (id: RawValue) => isSendable(documentId(document(['_id', id]), 0)!);

describe('a sendable value', () => {
  it('is still the same one after the way through the driver', () => {
    fc.assert(
      fc.property(idValue, (id) => {
        const bytes = document(['_id', id]);
        if (!isSendable(documentId(bytes, 0)!)) return;
        const sent = encodeExact(decodeExact(bytes));
        expect(idKey(documentId(sent, 0)!, false)).toBe(idKey(documentId(bytes, 0)!, false));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, RawValue]>([
    ['a date beyond those of JavaScript', value.date(8_640_000_000_000_001n)],
    [
      'such a date in a document in an array',
      value.object(['a', value.array(value.object(['d', value.date(2n ** 62n)]))]),
    ],
    ['a string that is not UTF-8', { type: 2, bytes: Buffer.from([2, 0, 0, 0, 0xff, 0]) }],
    ['a pointer', value.dbPointer('a.b', '00112233445566778899aabb')],
    ['a regular expression with options out of order', value.object(['r', value.regex('a', 'xi')])],
    ['a regular expression with an unknown option', value.object(['r', value.regex('a', 'g')])],
    ['old binary data without their length', value.binary(2, Buffer.from('abc'))],
    ['old binary data with another length', value.object(['b', value.binary(2, Buffer.from('\x05\0\0\0four'))])],
    [
      'an array whose elements are named otherwise',
      value.object(['a', { type: 0x04, bytes: document(['1', value.int(1)], ['0', value.int(2)]) }]),
    ],
    ['code with a scope', value.codeWithScope('', document())],
    [
      'what the driver takes for a reference',
      value.object(['x', value.int(1)], ['$ref', value.string('c')], ['$id', value.int(1)]),
    ],
  ])('is not %s', (_, id) => {
    expect(isSendableId(id)).toBe(false);
    expect(describeValue(documentId(document(['_id', id]), 0)!)).not.toBe('');
  });

  it('is nearly everything else', () => {
    for (const id of [
      value.date(8_640_000_000_000_000n),
      value.string('ü'),
      value.doubleBits(0x7ff800000000beefn),
      value.object(['r', value.regex('a', 'imsx')]),
      value.binary(2, Buffer.from('\x04\0\0\0four')),
    ]) {
      expect(isSendableId(id)).toBe(true);
    }
  });
});

describe('an entry of the catalogue', () => {
  it.each([2n ** 63n - 1n, -(2n ** 63n), 2n ** 62n, 8_640_000_000_000_001n, -8_640_000_000_000_001n, -1n, 0n])(
    'keeps the date %i',
    (ms) => {
      const bytes = document(['at', value.object(['$lt', value.date(ms)])]);
      expect(encodeExact(decodeExact(bytes)).toString('hex')).toBe(bytes.toString('hex'));
    },
  );
});
