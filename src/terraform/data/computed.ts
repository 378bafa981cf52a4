import type { Attribute, NestedAttribute, PlainAttribute } from '../schema/attribute.ts';
import type { CtyType } from '../values/cty-type.ts';

/** An attribute that is found out. */
export const computed = (name: string, type: CtyType, description: string): PlainAttribute => ({
  name,
  type,
  description,
  computed: true,
});

export const computedBlock = (
  name: string,
  nesting: 'single' | 'list',
  description: string,
  attributes: readonly Attribute[],
): NestedAttribute => ({ name, nesting, description, attributes, computed: true });
