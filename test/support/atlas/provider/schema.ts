/** A small language for the schemas of resources. */

export interface AttributeSpec {
  readonly type?: unknown;
  readonly nested?: { readonly mode: 'single' | 'list' | 'set'; readonly attributes: SchemaSpec };
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  readonly writeOnly?: true;
}

export type SchemaSpec = Readonly<Record<string, AttributeSpec>>;

export const required = (type: unknown = 'string'): AttributeSpec => ({ type, required: true });
export const optional = (type: unknown = 'string'): AttributeSpec => ({ type, optional: true });
export const computed = (type: unknown = 'string'): AttributeSpec => ({ type, computed: true });
export const nested = (mode: 'single' | 'list' | 'set', attributes: SchemaSpec): AttributeSpec => ({
  nested: { mode, attributes },
  optional: true,
});

const modes = { single: 1, list: 2, set: 3 } as const;

/** As the protocol writes it. */
export function schemaMessage(spec: SchemaSpec) {
  return { version: 0, block: { version: 0, attributes: attributesOf(spec) } };
}

function attributesOf(spec: SchemaSpec): object[] {
  return Object.entries(spec)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type, nested: inner, ...flags }]) => ({
      name,
      ...flags,
      ...(inner === undefined
        ? { type: Buffer.from(JSON.stringify(type)) }
        : { nestedType: { attributes: attributesOf(inner.attributes), nesting: modes[inner.mode] } }),
    }));
}

/** A value with every attribute of the schema, absent ones as null: the protocol wants them all. */
export function complete(spec: SchemaSpec, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(spec).map(([name, { nested: inner }]) => {
      const one = (value as Record<string, unknown>)[name];
      if (inner === undefined || one === null || one === undefined) return [name, one ?? null];
      return [
        name,
        Array.isArray(one) ? one.map((item) => complete(inner.attributes, item)) : complete(inner.attributes, one),
      ];
    }),
  );
}
