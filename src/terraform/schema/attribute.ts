/**
 * Attributes of resources and data sources, as schemas of the protocol's version 6 have them: typed, nested where they hold
 * others. What is sent of them is the business of the protocol.
 */
import type { CtyType } from '../values/cty-type.ts';
import { UNKNOWN, type Value, type ValueMap } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';

interface AttributeTraits {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly required?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly computed?: boolean | undefined;
  /** Not shown in plans. */
  readonly sensitive?: boolean | undefined;
  /** In no plan and no state: only ever in the configuration. */
  readonly writeOnly?: boolean | undefined;
}

export interface PlainAttribute extends AttributeTraits {
  readonly type: CtyType;
}

export type Nesting = 'single' | 'list' | 'set' | 'map';

export interface NestedAttribute extends AttributeTraits {
  readonly nesting: Nesting;
  readonly attributes: readonly Attribute[];
}

export type Attribute = PlainAttribute | NestedAttribute;

/** The type of a value that has these attributes. */
export function objectType(attributes: readonly Attribute[]): CtyType {
  return ['object', Object.fromEntries(attributes.map((attribute) => [attribute.name, attributeType(attribute)]))];
}

function attributeType(attribute: Attribute): CtyType {
  if ('type' in attribute) return attribute.type;
  const inner = objectType(attribute.attributes);
  return attribute.nesting === 'single' ? inner : [attribute.nesting, inner];
}

/** Those that may be kept in a state, which is all that data sources can have. */
export function keptAttributes(attributes: readonly Attribute[]): readonly Attribute[] {
  return attributes
    .filter(({ writeOnly }) => !writeOnly)
    .map((one) => ('attributes' in one ? { ...one, attributes: keptAttributes(one.attributes) } : one));
}

/** The value as it may be planned and kept: what is only for the configuration is null in it. */
export function withoutWriteOnly(attributes: readonly Attribute[], value: Value): Value {
  return mapAttributes(attributes, value, [], (attribute, one) => (attribute.writeOnly ? null : one));
}

/** Where something is given that may not be kept; Terraform before 1.11 would keep it. */
export function writeOnlyPaths(attributes: readonly Attribute[], value: Value): readonly ValuePath[] {
  const paths: ValuePath[] = [];
  mapAttributes(attributes, value, [], (attribute, one, path) => {
    if (attribute.writeOnly && one !== null) paths.push(path);
    return one;
  });
  return paths;
}

type Change = (attribute: PlainAttribute, value: Value, path: ValuePath) => Value;

function mapAttributes(attributes: readonly Attribute[], value: Value, path: ValuePath, change: Change): Value {
  if (value === null || value === UNKNOWN) return value;
  const object = value as ValueMap;
  const mapped = attributes.map((attribute) => {
    const place = [...path, { attributeName: attribute.name }];
    return [attribute.name, mapAttribute(attribute, object[attribute.name] ?? null, place, change)];
  });
  return Object.fromEntries(mapped);
}

function mapAttribute(attribute: Attribute, value: Value, path: ValuePath, change: Change): Value {
  if ('type' in attribute) return change(attribute, value, path);
  if (value === null || value === UNKNOWN) return value;
  if (attribute.nesting === 'single') return mapAttributes(attribute.attributes, value, path, change);
  if (attribute.nesting === 'map') {
    const entries = Object.entries(value as ValueMap).map(([key, one]) => [
      key,
      mapAttributes(attribute.attributes, one, [...path, { elementKeyString: key }], change),
    ]);
    return Object.fromEntries(entries);
  }
  return (value as readonly Value[]).map((one, index) =>
    mapAttributes(attribute.attributes, one, [...path, { elementKeyInt: index }], change),
  );
}
