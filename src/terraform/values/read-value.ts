/** A value out of the form that a message carries it in, held against its type. */
import { BugError } from '../../lib/errors.ts';
import { type CtyType, typeText } from './cty-type.ts';
import { type Decimal, decimalValue } from './decimal.ts';
import { DynamicValue, UNKNOWN, type Value } from './value.ts';
import { pathText, type ValuePath } from './value-path.ts';

/** What differs between the forms. */
export interface ReadingForm {
  /** Undefined where it is none. */
  number(written: unknown): Decimal | undefined;
  /** Undefined where it is neither. */
  bool(written: unknown): boolean | undefined;
  /** Type and value of a dynamic one. */
  dynamic(written: unknown): readonly [CtyType, unknown] | undefined;
  /** Whether attributes may be missing, or be more than the type has: in a state that another version wrote. */
  readonly isOfAnotherVersion: boolean;
}

export function readValue(type: CtyType, written: unknown, form: ReadingForm, path: ValuePath = []): Value {
  if (written === UNKNOWN) return UNKNOWN;
  if (written === null || written === undefined) return null;
  const value =
    typeof type === 'string' ? readPrimitive(type, written, form, path) : readCompound(type, written, form, path);
  if (value === undefined) {
    throw new BugError('GW785', {
      summary: `What Terraform sent is no ${typeText(type)}: ${path.length === 0 ? 'the whole value' : pathText(path)}`,
      hint: 'Report it with the version of Terraform',
    });
  }
  return value;
}

function readPrimitive(type: string, written: unknown, form: ReadingForm, path: ValuePath): Value | undefined {
  if (type === 'string') return typeof written === 'string' ? written : undefined;
  if (type === 'bool') return form.bool(written);
  if (type === 'number') {
    const decimal = form.number(written);
    return decimal && decimalValue(decimal);
  }
  const found = form.dynamic(written);
  return found && new DynamicValue(found[0], readValue(found[0], found[1], form, path));
}

function readCompound(
  type: Exclude<CtyType, string>,
  written: unknown,
  form: ReadingForm,
  path: ValuePath,
): Value | undefined {
  if (type[0] === 'object' || type[0] === 'map') {
    if (typeof written !== 'object' || written === null || Array.isArray(written)) return undefined;
    const entries = Object.entries(written);
    if (type[0] === 'map') {
      return Object.fromEntries(
        entries.map(([key, one]) => [key, readValue(type[1], one, form, [...path, { elementKeyString: key }])]),
      );
    }
    const isComplete =
      entries.length === Object.keys(type[1]).length && entries.every(([name]) => Object.hasOwn(type[1], name));
    if (!isComplete && !form.isOfAnotherVersion) return undefined;
    const found: Readonly<Record<string, unknown>> = Object.fromEntries(entries);
    return Object.fromEntries(
      Object.entries(type[1]).map(([name, one]) => [
        name,
        readValue(one, found[name], form, [...path, { attributeName: name }]),
      ]),
    );
  }
  if (!Array.isArray(written)) return undefined;
  if (type[0] === 'tuple') {
    if (written.length !== type[1].length) return undefined;
    return written.map((one, index) => readValue(type[1][index]!, one, form, [...path, { elementKeyInt: index }]));
  }
  return written.map((one, index) => readValue(type[1], one, form, [...path, { elementKeyInt: index }]));
}
