/** When two values are the same to Terraform: sets have no order, numbers are decimals, texts are compared composed. */
import type { CtyType } from './cty-type.ts';
import { decimalFrom, decimalText } from './decimal.ts';
import { DynamicValue, isWhollyKnown, UNKNOWN, type Value, type ValueMap } from './value.ts';

export const isSameValue = (type: CtyType, a: Value, b: Value): boolean =>
  a === b || sameValueText(type, a) === sameValueText(type, b);

/** Two values of a type are the same when this is. */
function sameValueText(type: CtyType, value: Value): string {
  if (type === 'dynamic' && value instanceof DynamicValue) {
    return `(${JSON.stringify(value.type)} ${sameValueText(value.type, value.value)})`;
  }
  if (value === UNKNOWN) return '?';
  if (value === null) return 'null';
  if (type === 'number') {
    const decimal = decimalFrom(value as number);
    return decimal === undefined ? String(value) : decimalText(decimal);
  }
  if (typeof type === 'string')
    return typeof value === 'string' ? JSON.stringify(value.normalize('NFC')) : String(value);
  if (type[0] === 'object' || type[0] === 'map') return `{${entryTexts(type, value as ValueMap).join()}}`;
  const elements = value as readonly Value[];
  if (type[0] === 'tuple') return `[${elements.map((one, index) => sameValueText(type[1][index]!, one)).join()}]`;
  if (type[0] === 'list') return `[${elements.map((one) => sameValueText(type[1], one)).join()}]`;
  return `[${withoutRepetitions(type[1], elements)
    .map((one) => sameValueText(type[1], one))
    .sort()
    .join()}]`;
}

/** Of equal elements the first; unknown ones may turn out different. */
export function withoutRepetitions(type: CtyType, elements: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return elements.filter((element) => {
    if (!isWhollyKnown(element)) return true;
    const text = sameValueText(type, element);
    return !seen.has(text) && seen.add(text);
  });
}

function entryTexts(type: Extract<CtyType, readonly ['map' | 'object', ...unknown[]]>, value: ValueMap) {
  const entries: [string, string][] =
    type[0] === 'object'
      ? Object.entries(type[1]).map(([name, one]) => [name, sameValueText(one, value[name] ?? null)])
      : Object.entries(value).map(([key, one]) => [key.normalize('NFC'), sameValueText(type[1], one)]);
  return entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).sort();
}
