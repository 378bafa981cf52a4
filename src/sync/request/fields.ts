/** What every reader of a request's body needs. */
import { EngineError } from '../../lib/errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function areNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

export function booleanOf(fields: Fields, name: string, fallback: boolean): boolean {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'boolean') throw invalid(name, 'true or false');
  return value;
}

export function objectOf(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field, 'a JSON object');
  return value as Fields;
}

/** One that nobody knows is refused: it may be a wish that is spelt in another way, and mean other data. */
export function knownFieldsOf(value: unknown, field: string, names: readonly string[]): Fields {
  const fields = objectOf(value, field);
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`${field}.${unknown}`, 'left out: this engine does not know it');
  return fields;
}

/** Nothing where it is left out; each entry is read under its own name. */
export function listOf<T>(value: unknown, field: string, read: (entry: unknown, field: string) => T): readonly T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(field, 'an array');
  return value.map((entry: unknown, index) => read(entry, `${field}[${index}]`));
}

export function invalid(field: string, expected: string): EngineError {
  return new EngineError('GW901', {
    summary: `The request has an invalid value for ${field}`,
    detail: `It has to be ${expected}`,
    context: { field },
  });
}

export function conflict(field: string, other: string): EngineError {
  return new EngineError('GW901', {
    summary: `The request cannot have ${field} when ${other}`,
    context: { field },
  });
}
