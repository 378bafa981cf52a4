/**
 * The types of Terraform's values, in the JSON form that schemas and dynamic values carry them in. Knows neither how values
 * are sent (msgpack.ts, json.ts) nor what they are used for.
 */
import { BugError } from '../../lib/errors.ts';

export type CtyType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list', CtyType]
  | readonly ['set', CtyType]
  | readonly ['map', CtyType]
  | readonly ['tuple', readonly CtyType[]]
  | readonly ['object', AttributeTypes, (readonly string[])?];

export interface AttributeTypes {
  readonly [name: string]: CtyType;
}

const primitives = new Set<unknown>(['string', 'number', 'bool', 'dynamic']);

/** A type as it came with a dynamic value. */
export function ctyTypeFrom(json: unknown): CtyType {
  if (primitives.has(json)) return json as CtyType;
  if (Array.isArray(json)) {
    const [kind, of] = json;
    if (kind === 'list' || kind === 'set' || kind === 'map') return [kind, ctyTypeFrom(of)];
    if (kind === 'tuple' && Array.isArray(of)) return ['tuple', of.map(ctyTypeFrom)];
    if (kind === 'object' && typeof of === 'object' && of !== null) {
      return ['object', Object.fromEntries(Object.entries(of).map(([name, type]) => [name, ctyTypeFrom(type)]))];
    }
  }
  throw new BugError('GW785', {
    summary: `Terraform sent a value of a type that is not known: ${JSON.stringify(json)}`,
    hint: 'Report it with the version of Terraform',
  });
}

/** As people write types in Terraform: `list(string)`; of objects just that they are. */
export function typeText(type: CtyType): string {
  if (typeof type === 'string') return type === 'dynamic' ? 'any' : type;
  if (type[0] === 'tuple' || type[0] === 'object') return type[0];
  return `${type[0]}(${typeText(type[1])})`;
}
