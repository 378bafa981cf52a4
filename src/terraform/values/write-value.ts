/** A value, held against its type, as msgpack has it: what cannot be sent is a mistake of ours, named with its place. */
import { BugError } from '../../lib/errors.ts';
import { type CtyType, typeText } from './cty-type.ts';
import { type Decimal, decimalFrom, decimalText } from './decimal.ts';
import { withoutRepetitions } from './same-value.ts';
import { DynamicValue, UNKNOWN, type Value } from './value.ts';
import { pathText, type ValuePath } from './value-path.ts';

export function writeValue(type: CtyType, value: Value, path: ValuePath = []): unknown {
  if (type === 'dynamic' && value instanceof DynamicValue) {
    return [Buffer.from(JSON.stringify(value.type)), writeValue(value.type, value.value, path)];
  }
  // The encoder has an extension for unknown values.
  if (value === UNKNOWN || value === null) return value;
  const written = typeof type === 'string' ? writePrimitive(type, value) : writeCompound(type, value, path);
  if (written === undefined) {
    throw new BugError('GW786', { summary: `What was to be sent to Terraform is no ${typeText(type)}: ${at(path)}` });
  }
  return written;
}

const at = (path: ValuePath) => (path.length === 0 ? 'the whole value' : pathText(path));

function writePrimitive(type: string, value: Value): unknown {
  if (type === 'string') return typeof value === 'string' ? value.normalize('NFC') : undefined;
  if (type === 'bool') return typeof value === 'boolean' ? value : undefined;
  if (type !== 'number') return undefined;
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return undefined;
  const decimal = decimalFrom(value);
  return decimal && writeNumber(decimal);
}

const [leastInt64, mostInt64] = [-(2n ** 63n), 2n ** 63n - 1n];

/**
 * An integer where 64 bits hold it, its numeral otherwise. Terraform itself sends doubles where they are exact; one of ours
 * that is, such as 2^63, it writes into its plan with the digits of a double, and finds it changed afterwards.
 */
function writeNumber(decimal: Decimal): number | bigint | string {
  const { digits, scale } = decimal;
  if (scale > 0 || digits < leastInt64 || digits > mostInt64) return decimalText(decimal);
  // The encoder would make doubles of numbers beyond 32 bits.
  return digits >= -(2n ** 31n) && digits < 2n ** 32n ? Number(digits) : digits;
}

function writeCompound(type: Exclude<CtyType, string>, value: Value, path: ValuePath): unknown {
  if (typeof value !== 'object' || value === null || value instanceof DynamicValue) return undefined;
  if (type[0] === 'object' || type[0] === 'map') {
    if (isList(value)) return undefined;
    if (type[0] === 'object') {
      const more = Object.keys(value).find((name) => !Object.hasOwn(type[1], name));
      // A value that has no place would vanish without a word.
      if (more !== undefined)
        throw new BugError('GW786', { summary: `Terraform knows no ${at([...path, { attributeName: more }])}` });
      return Object.fromEntries(
        Object.keys(type[1]).map((name) => [
          name,
          writeValue(type[1][name]!, value[name] ?? null, [...path, { attributeName: name }]),
        ]),
      );
    }
    return Object.fromEntries(
      Object.keys(value).map((key) => [
        key.normalize('NFC'),
        writeValue(type[1], value[key]!, [...path, { elementKeyString: key }]),
      ]),
    );
  }
  if (!isList(value)) return undefined;
  if (type[0] === 'tuple') {
    if (value.length !== type[1].length) return undefined;
    return value.map((one, index) => writeValue(type[1][index]!, one, [...path, { elementKeyInt: index }]));
  }
  const elements = type[0] === 'set' ? withoutRepetitions(type[1], value) : value;
  return elements.map((one, index) => writeValue(type[1], one, [...path, { elementKeyInt: index }]));
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);
