import { describe, expect, it } from 'vitest';
import { changesBinary } from '../../../src/mongo/bson/delta.ts';
import { BSON } from '../../support/driver.ts';

const isBinary = (diff: Record<string, unknown>) => changesBinary(Buffer.from(BSON.serialize({ $v: 2, diff })), 0);

describe('a delta that changes bytes inside of a value', () => {
  it.each([
    [{ b: { data: { o: 4, d: Buffer.from('x') } } }],
    [{ sdata: { u: { x: 1 }, stime: { b: { x: { o: 4, d: Buffer.from('x') } } } } }],
  ])('is known by its section (%j)', (diff) => {
    expect(isBinary(diff)).toBe(true);
  });

  it.each([
    [{ u: { b: 1 }, i: { bb: 2 } }],
    [{ sb: { d: { b: false }, i: { b: { o: 1 } } } }],
    [{ sitems: { a: true, l: 3, u0: { b: 1 }, s1: { u: { b: 2 } } } }],
  ])('is not one that names fields so (%j)', (diff) => {
    expect(isBinary(diff)).toBe(false);
  });
});
