/**
 * What a migration file says, as a configuration in Terraform: the way back from spec-from-config.ts, for programs that write
 * configurations. Attributes that say nothing are left out.
 */
import { UserError } from '../../lib/errors.ts';
import type { Value, ValueMap } from '../values/value.ts';
import { leftOut } from './left-out.ts';
import { migrationFields } from './migration-fields.ts';
import type { Field, Shape } from './shape.ts';

/** Data of a file. Where numeric names are to keep their order, such as in a shard key, it is a map. */
type Data = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

/** @throws UserError GW789 for what a file does not know, or has no attribute */
export function configFromSpec(spec: Data): ValueMap {
  const out = entriesOf(spec).find(([name]) => Object.hasOwn(leftOut, name));
  if (out !== undefined) {
    throw new UserError('GW789', { summary: `\`${out[0]}\` has no place in Terraform`, detail: leftOut[out[0]] });
  }
  return attributesOf(migrationFields(), spec, '');
}

const entriesOf = (data: Data): (readonly [string, unknown])[] =>
  (data instanceof Map ? [...data] : Object.entries(data)).filter(([, value]) => value !== undefined);

function attributesOf(fields: readonly Field[], data: Data, path: string): ValueMap {
  return Object.fromEntries(
    entriesOf(data).map(([property, value]) => {
      const field = fields.find((one) => one.property === property);
      if (field === undefined) throw new UserError('GW789', { summary: `A migration has no \`${path}${property}\`` });
      return [field.name, attribute(field.shape, value, `${path}${property}.`)];
    }),
  );
}

function attribute(shape: Shape, data: unknown, path: string): Value {
  switch (shape.kind) {
    case 'plain':
      return data as Value;
    case 'document':
      return jsonOf(data);
    case 'list':
      return (Array.isArray(data) ? data : [data]).map((one) => attribute(shape.items, one, path));
    case 'map':
      return Object.fromEntries(entriesOf(data as Data).map(([key, one]) => [key, attribute(shape.values, one, path)]));
    case 'object':
      // A boolean where a block is possible says whether it is enabled.
      return attributesOf(shape.fields, typeof data === 'boolean' ? { enabled: data } : (data as Data), path);
    case 'shardKey':
      return entriesOf(data as Data).map(([field, kind]) => ({ field, hashed: kind === 'hashed' }));
    case 'reference':
      return typeof data === 'string' ? { value: data } : (Object.fromEntries(entriesOf(data as Data)) as ValueMap);
    case 'wordOrBlock':
      if (data === shape.word) return { [shape.word]: true };
      return attributesOf(shape.fields, Array.isArray(data) ? { run: data } : (data as Data), path);
  }
}

/** JSON in the order that the data has. */
function jsonOf(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(jsonOf).join(', ')}]`;
  if (!(data instanceof Map)) return JSON.stringify(data);
  return `{${[...data].map(([key, one]) => `${JSON.stringify(key)}: ${jsonOf(one)}`).join(', ')}}`;
}
