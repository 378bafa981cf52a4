/** Values of Terraform as plain JavaScript; which type one has is known from the schema beside it. */
import type { CtyType } from './cty-type.ts';

/** What Terraform does not know before something else was applied. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/**
 * Numbers are decimal and exact: a `number` stands for the shortest decimal that denotes it (0.1 is one tenth), integers
 * that it cannot hold are `bigint`, other decimals that it cannot hold are their numeral as text.
 */
export type Value =
  | typeof UNKNOWN
  | null
  | string
  | number
  | bigint
  | boolean
  | readonly Value[]
  | ValueMap
  | DynamicValue;

/** An object, with every attribute of its type, or a map. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** A value where the schema says `dynamic`, with the type it turned out to have. */
export class DynamicValue {
  readonly type: CtyType;
  readonly value: Value;

  constructor(type: CtyType, value: Value) {
    this.type = type;
    this.value = value;
  }
}

/** Whether nothing in it is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (value === UNKNOWN) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof DynamicValue) return isWhollyKnown(value.value);
  return Object.values(value).every(isWhollyKnown);
}
