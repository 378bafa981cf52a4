import { describe, expect, it } from 'vitest';
import { TraitFinder } from '../../../src/observe/scan/document-traits.ts';
import { BSON, DBRef, Long, ObjectId, Timestamp } from '../../support/driver.ts';
import { document, value } from '../../support/zoo/raw-bson.ts';

const finder = new TraitFinder();
const traits = (bytes: Uint8Array) => [...finder.find(Buffer.from(bytes), 0)].sort();
const traitsOf = (document: object) => traits(BSON.serialize(document, { ignoreUndefined: false }));

const one = value.int(1);
const named = (...names: string[]) => document(...names.map((name) => [name, one] as const));

describe('what is peculiar in a document', () => {
  it.each([
    ['an ordinary one', { _id: new ObjectId(), a: 1, b: { a: 2, c: [1, 2, { a: 3 }] }, d: new Date() }],
    ['an empty one', {}],
    ['a reference', { _id: 1, owner: new DBRef('users', new ObjectId(), 'shop') }],
    ['an empty timestamp below the top', { _id: 1, a: { at: new Timestamp(0n) } }],
    ['an empty timestamp as _id', { _id: new Timestamp(0n) }],
    ['a timestamp', { _id: 1, at: new Timestamp(Long.fromNumber(5).toBigInt()) }],
    ['many names', Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`field${n}`, n]))],
    ['names that hash alike', { Ez: 1, FY: 2, _id: 1 }],
    ['an empty name', { '': 1, _id: 1 }],
  ])('nothing in %s', (_, document) => {
    expect(traitsOf(document)).toEqual([]);
  });

  it.each([
    ['at the top', { _id: 1, $set: 1 }],
    ['below', { _id: 1, a: [{ b: { $inc: 1 } }] }],
    ['the name of a reference at the top', { _id: 1, $ref: 'x' }],
  ])('a dollar sign %s', (_, document) => {
    expect(traitsOf(document)).toEqual(['dollarNames']);
  });

  it.each([
    ['side by side', named('a', 'a')],
    ['apart', named('a', 'b', 'c', 'a')],
    ['below', document(['in', value.array(value.object(['x', one], ['y', one], ['x', one]))])],
    ['among many', named(...Array.from({ length: 100 }, (_, n) => `f${n}`), 'f50')],
  ])('a name twice, %s', (_, bytes) => {
    expect(traits(bytes)).toEqual(['duplicateNames']);
  });

  it('an empty timestamp at the top', () => {
    expect(traitsOf({ _id: 1, at: new Timestamp(0n) })).toEqual(['emptyTimestamp']);
  });

  it.each([
    ['an array', value.array(one)],
    ['a regular expression', value.regex('a', '')],
    ['undefined', value.undefined()],
  ])('%s as _id', (_, id) => {
    expect(traits(document(['_id', id]))).toEqual(['refusedId']);
  });

  it('a type that nobody knows', () => {
    const bytes = named('a');
    bytes[4] = 0x50;
    expect(traits(bytes)).toEqual(['unknownType']);
  });
});
