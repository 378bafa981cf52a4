import { describe, expect, it } from 'vitest';
import { ctyTypeFrom } from '../../../../src/terraform/values/cty-type.ts';
import { fromDynamicMessage, toDynamicMessage } from '../../../../src/terraform/values/dynamic-message.ts';
import { isSameValue } from '../../../../src/terraform/values/same-value.ts';
import { DynamicValue, UNKNOWN, type Value } from '../../../../src/terraform/values/value.ts';

const numberBytes = (value: Value) => [...toDynamicMessage('number', value).msgpack];

describe('numbers', () => {
  it.each<[Value, string]>([
    [0.5, 'a3302e35'],
    [0.1, `a3${Buffer.from('0.1').toString('hex')}`],
    [-1, 'ff'],
    [2 ** 32, 'cf0000000100000000'],
    [9_007_199_254_740_993n, 'cf0020000000000001'],
    [-(2n ** 63n), 'd38000000000000000'],
    // Beyond 64 bits.
    [2n ** 64n + 1n, `b4${Buffer.from('18446744073709551617').toString('hex')}`],
  ])('%s is sent in the form that keeps it exact', (value, hex) => {
    expect(Buffer.from(numberBytes(value)).toString('hex')).toBe(hex);
    expect(fromDynamicMessage('number', { msgpack: Buffer.from(hex, 'hex') })).toEqual(value);
  });

  it('may come as doubles, which are what they are exactly', () => {
    const read = (hex: string) => fromDynamicMessage('number', { msgpack: Buffer.from(hex, 'hex') });
    expect(read('cb3fe0000000000000')).toBe(0.5);
    expect(read('cb43f0000000000000')).toBe(2n ** 64n);
    expect(read('cb3fb999999999999a')).toBe('0.1000000000000000055511151231257827021181583404541015625');
  });

  it('are exact out of the JSON of a state', () => {
    const json = Buffer.from('{"a": 9007199254740993, "b": 0.1, "c": 1e3, "d": "12", "e": "say \\"1\\" or 2"}');
    expect(
      fromDynamicMessage(['object', { a: 'number', b: 'number', c: 'number', d: 'number', e: 'string' }], { json }),
    ).toEqual({
      a: 9_007_199_254_740_993n,
      b: 0.1,
      c: 1000,
      d: 12,
      e: 'say "1" or 2',
    });
  });

  it('do not fill the memory', () => {
    expect(() => fromDynamicMessage('number', { json: Buffer.from('1e999999999') })).toThrow('[GW785]');
  });
});

describe('a state of another version', () => {
  const type = ctyTypeFrom(['object', { name: 'string', on: 'bool', hosts: ['list', 'string'] }]);
  it('has null where it has nothing, and is read without what is gone', () => {
    const json = Buffer.from('{"name": 5, "on": "true", "former": [1]}');
    expect(fromDynamicMessage(type, { json })).toEqual({ name: '5', on: true, hosts: null });
  });

  it('is not what msgpack may be', () => {
    const msgpack = toDynamicMessage(['map', 'string'], { name: 'a' }).msgpack;
    expect(() => fromDynamicMessage(type, { msgpack })).toThrow(
      '[GW785] What Terraform sent is no object: the whole value',
    );
  });
});

describe('values that do not fit their type', () => {
  it.each<[Value, string]>([
    [{ hosts: [1] }, 'no string: hosts[0]'],
    [{ hosts: { a: 'b' } }, 'no list(string): hosts'],
    [{ tags: { 'a b': true } }, 'no string: tags["a b"]'],
    [{ more: 1 }, 'knows no more'],
    [{ any: 'text' }, 'no any: any'],
    [{ count: Number.NaN }, 'no number: count'],
  ])('%j is refused with its place', (value, text) => {
    const type = ctyTypeFrom([
      'object',
      { hosts: ['list', 'string'], tags: ['map', 'string'], any: 'dynamic', count: 'number' },
    ]);
    expect(() => toDynamicMessage(type, value)).toThrow(text);
  });

  it('are refused when they come', () => {
    expect(() => fromDynamicMessage('bool', { msgpack: Buffer.from([1]) })).toThrow('[GW785]');
    expect(() => fromDynamicMessage('string', { msgpack: Buffer.from([0xa5, 1]) })).toThrow('[GW785]');
    expect(() => ctyTypeFrom(['capsule', 'x'])).toThrow('[GW785]');
  });
});

describe('sameness', () => {
  it('knows sets, composed text and decimals', () => {
    expect(isSameValue(['set', 'string'], ['a', 'b'], ['b', 'a'])).toBe(true);
    expect(isSameValue(['set', 'number'], [1, '1.0', null, null], [null, 1])).toBe(true);
    expect(isSameValue(['set', 'number'], [UNKNOWN, UNKNOWN], [UNKNOWN])).toBe(false);
    expect(isSameValue(['list', 'string'], ['a', 'b'], ['b', 'a'])).toBe(false);
    expect(isSameValue('string', 'e\u0301', '\u00e9')).toBe(true);
    expect(isSameValue('number', '1.50', 1.5)).toBe(true);
    expect(isSameValue('string', null, 'null')).toBe(false);
    expect(isSameValue('string', UNKNOWN, '?')).toBe(false);
    expect(isSameValue('dynamic', new DynamicValue('string', '1'), new DynamicValue('number', 1))).toBe(false);
  });

  it('takes repetitions out of sets, unless they are unknown', () => {
    const sent = toDynamicMessage(['set', 'number'], [1, '1.0', UNKNOWN, UNKNOWN]);
    expect(fromDynamicMessage(['set', 'number'], sent)).toEqual([1, UNKNOWN, UNKNOWN]);
  });
});
