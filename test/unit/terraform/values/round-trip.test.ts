import { describe, expect, it } from 'vitest';
import type { CtyType } from '../../../../src/terraform/values/cty-type.ts';
import { fromDynamicMessage, toDynamicMessage } from '../../../../src/terraform/values/dynamic-message.ts';
import { isSameValue } from '../../../../src/terraform/values/same-value.ts';
import { isWhollyKnown, UNKNOWN, type Value } from '../../../../src/terraform/values/value.ts';
import { fc } from '../../../support/fast-check.ts';
import { anyType, anyValue, stateJson } from '../../../support/terraform/arbitrary-values.ts';

const typed = (unknowns: boolean) => anyType.chain((type) => fc.tuple(fc.constant(type), anyValue(type, { unknowns })));

/** Sets lose repetitions, and nothing else is lost. */
const hasSets = (type: CtyType, value: Value) => JSON.stringify([type, typesWithin(value)]).includes('"set"');
const typesWithin = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, one]) => (key === 'type' ? one : typesWithin(one)))
    : null;

describe('values', () => {
  it('come back from msgpack as they went, whatever is unknown or null in them', () => {
    fc.assert(
      fc.property(typed(true), ([type, value]) => {
        const back = fromDynamicMessage(type, toDynamicMessage(type, value));
        if (!hasSets(type, value)) expect(back).toEqual(value);
        expect(toDynamicMessage(type, back)).toEqual(toDynamicMessage(type, value));
        expect(isWhollyKnown(back)).toBe(isWhollyKnown(value));
      }),
      { numRuns: 500 },
    );
  });

  it('come back from the JSON of a state as they went', () => {
    fc.assert(
      fc.property(typed(false), ([type, value]) => {
        const back = fromDynamicMessage(type, { json: Buffer.from(stateJson(type, value)) });
        expect(back).toEqual(value);
        expect(isSameValue(type, back, value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are null where a message is empty', () => {
    expect(fromDynamicMessage('string', {})).toBe(null);
    expect(fromDynamicMessage('string', { msgpack: new Uint8Array() })).toBe(null);
    expect(fromDynamicMessage('string', undefined)).toBe(null);
  });
});

describe('unknown values', () => {
  it('are the extension that Terraform has for them, with or without what is known of them', () => {
    expect([...toDynamicMessage('string', UNKNOWN).msgpack]).toEqual([0xd4, 0, 0]);
    expect(fromDynamicMessage('string', { msgpack: Buffer.from([0xd4, 0, 0]) })).toBe(UNKNOWN);
    // Not null, and at least two characters: {1: false, 5: 2}
    const refined = Buffer.from([0xc7, 5, 12, 0x82, 1, 0xc2, 5, 2]);
    expect(fromDynamicMessage(['list', 'string'], { msgpack: refined })).toBe(UNKNOWN);
  });
});
