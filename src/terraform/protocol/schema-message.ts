import type { Attribute, Nesting } from '../schema/attribute.ts';

const nestings: Readonly<Record<Nesting, number>> = { single: 1, list: 2, set: 3, map: 4 };
const markdown = 1;

/** Attributes as the protocol carries a schema. */
export function schemaMessage(description: string, attributes: readonly Attribute[]): object {
  const block = { version: 0, description, descriptionKind: markdown, attributes: attributeMessages(attributes) };
  return { version: 0, block };
}

function attributeMessages(attributes: readonly Attribute[]): object[] {
  return attributes.map((attribute) => {
    const { name, description, required, optional, computed, sensitive, writeOnly } = attribute;
    const traits = { name, description, descriptionKind: markdown, required, optional, computed, sensitive, writeOnly };
    if ('type' in attribute) return { ...traits, type: Buffer.from(JSON.stringify(attribute.type)) };
    const nestedType = { attributes: attributeMessages(attribute.attributes), nesting: nestings[attribute.nesting] };
    return { ...traits, nestedType };
  });
}
