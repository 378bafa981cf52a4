import type { AttributeTypes, CtyType } from '../../../src/terraform/values/cty-type.ts';
import { decimalFrom, decimalText, decimalValue } from '../../../src/terraform/values/decimal.ts';
import { DynamicValue, UNKNOWN, type Value, type ValueMap } from '../../../src/terraform/values/value.ts';
import { fc } from '../fast-check.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);

/** Text as Terraform holds it. */
const text = fc.string({ unit: 'grapheme' }).map((one) => one.normalize('NFC'));

/** Every type there is, and `dynamic` within them. */
export const anyType: fc.Arbitrary<CtyType> = fc.letrec<{ type: CtyType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<CtyType>('string', 'number', 'bool', 'dynamic'),
    fc.tuple(fc.constantFrom('list' as const, 'set' as const, 'map' as const), tie('type')),
    fc.tuple(fc.constant('tuple' as const), fc.array(tie('type'), { maxLength: 3 })),
    fc.tuple(fc.constant('object' as const), fc.dictionary(name, tie('type'), { maxKeys: 4 })),
  ),
})).type as fc.Arbitrary<CtyType>;

/** Integers of any length, decimals of any length, and what doubles are. */
const anyNumber = fc
  .oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.constantFrom(
      2n ** 63n,
      2n ** 63n - 1n,
      -(2n ** 63n),
      -(2n ** 63n) - 1n,
      2n ** 64n,
      2 ** 31,
      -(2 ** 31),
      2 ** 32,
    ),
    fc.tuple(fc.bigInt(), fc.nat(40)).map(([digits, places]) => `${digits}e-${places}`),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  .map((one) => decimalValue(decimalFrom(one)!));

/** A value of the type; unknown and null anywhere, where these may be. */
export function anyValue(type: CtyType, { unknowns }: { readonly unknowns: boolean }): fc.Arbitrary<Value> {
  const inner = (one: CtyType) => anyValue(one, { unknowns });
  const absent: fc.Arbitrary<Value>[] = unknowns ? [fc.constant(null), fc.constant(UNKNOWN)] : [fc.constant(null)];
  return fc.oneof({ arbitrary: present(type, inner), weight: 6 }, ...absent);
}

function present(type: CtyType, inner: (type: CtyType) => fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  if (type === 'string') return text;
  if (type === 'number') return anyNumber;
  if (type === 'bool') return fc.boolean();
  if (type === 'dynamic') {
    const known = anyType.filter((one) => one !== 'dynamic');
    return known.chain((one) => inner(one).map((value) => new DynamicValue(one, value)));
  }
  switch (type[0]) {
    case 'map':
      // The library of msgpack refuses this one name.
      return fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        inner(type[1]),
        { maxKeys: 4 },
      ) as fc.Arbitrary<ValueMap>;
    case 'object':
      return fc.record(mapped(type[1], inner)) as fc.Arbitrary<ValueMap>;
    case 'tuple':
      return fc.tuple(...type[1].map(inner));
    default:
      return fc.array(inner(type[1]), { maxLength: 4 });
  }
}

const mapped = (types: AttributeTypes, inner: (type: CtyType) => fc.Arbitrary<Value>) =>
  Object.fromEntries(Object.entries(types).map(([one, type]) => [one, inner(type)]));

/** The JSON that a state has for a value. */
export function stateJson(type: CtyType, value: Value): string {
  if (value === null) return 'null';
  if (value instanceof DynamicValue) {
    return `{"value":${stateJson(value.type, value.value)},"type":${JSON.stringify(value.type)}}`;
  }
  if (type === 'number') return decimalText(decimalFrom(value as number)!);
  if (typeof type === 'string') return JSON.stringify(value);
  if (type[0] === 'object' || type[0] === 'map') {
    const entries = Object.entries(value as ValueMap).map(
      ([key, one]) => `${JSON.stringify(key)}:${stateJson(type[0] === 'object' ? type[1][key]! : type[1], one)}`,
    );
    return `{${entries.join()}}`;
  }
  const elements = (value as readonly Value[]).map((one, index) =>
    stateJson(type[0] === 'tuple' ? type[1][index]! : type[1], one),
  );
  return `[${elements.join()}]`;
}
