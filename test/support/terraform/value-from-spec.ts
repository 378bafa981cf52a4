import type { Field, Shape } from '../../../src/terraform/schema/shape.ts';
import type { Value, ValueMap } from '../../../src/terraform/values/value.ts';

/** What a YAML file holds; mappings are maps, because objects would put numeric names first. */
type Data = ReadonlyMap<string, unknown>;

/** How a person would write the data of a migration file in Terraform. What the fields have no place for is a mistake. */
export function valueFromSpec(fields: readonly Field[], data: Data): ValueMap {
  const unknown = [...data.keys()].filter((name) => !fields.some(({ property }) => property === name));
  if (unknown.length > 0) throw new Error(`No attribute for ${unknown.join(', ')}`);
  return Object.fromEntries(
    fields.map(({ property, name, shape }) => [name, data.has(property) ? asValue(shape, data.get(property)) : null]),
  );
}

const noReference = { value_wo: null, env: null, file: null, command: null };

function asValue(shape: Shape, data: unknown): Value {
  switch (shape.kind) {
    case 'plain':
      return data as Value;
    case 'document':
      return jsonOf(data);
    case 'list':
      return (Array.isArray(data) ? data : [data]).map((one) => asValue(shape.items, one));
    case 'map':
      return mapped(data as Data, (one) => asValue(shape.values, one));
    case 'object':
      // A boolean where a block is possible says whether it is enabled.
      return valueFromSpec(shape.fields, typeof data === 'boolean' ? new Map([['enabled', data]]) : (data as Data));
    case 'shardKey':
      return [...(data as Data)].map(([field, kind]) => ({ field, hashed: kind === 'hashed' }));
    case 'reference': {
      const given = typeof data === 'string' ? { value: data } : Object.fromEntries(data as ReadonlyMap<string, Value>);
      return { ...(shape.takesText ? { value: null } : {}), ...noReference, ...given };
    }
    case 'wordOrBlock': {
      const block =
        typeof data === 'string' ? new Map() : Array.isArray(data) ? new Map([['run', data]]) : (data as Data);
      return { [shape.word]: data === shape.word ? true : null, ...valueFromSpec(shape.fields, block) };
    }
  }
}

const mapped = (data: Data, change: (one: unknown) => Value): ValueMap =>
  Object.fromEntries([...data].map(([key, one]) => [key, change(one)]));

/** Indented, as people write a document. */
function jsonOf(data: unknown): string {
  if (Array.isArray(data)) return `[ ${data.map(jsonOf).join(',\n')} ]`;
  if (!(data instanceof Map)) return JSON.stringify(data);
  return `{\n${[...data].map(([key, one]) => `  ${JSON.stringify(key)}: ${jsonOf(one)}`).join(',\n')}\n}`;
}

/** Data as a program has it. */
function yamlData(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(yamlData);
  if (typeof data !== 'object' || data === null) return data;
  return new Map(Object.entries(data).map(([key, one]) => [key, yamlData(one)]));
}

/** The same from an object. */
export const valueFromObject = (fields: readonly Field[], data: object): ValueMap =>
  valueFromSpec(fields, yamlData(data) as Data);
