/** Reads the JSON Schema of migration files as shapes, so that an attribute exists for everything a file can say. */
import { BugError } from '../../lib/errors.ts';
import { attributeName } from './attribute-name.ts';
import { leftOut } from './left-out.ts';
import type { Field, Shape } from './shape.ts';

/** The part of a JSON Schema that shapes are made of. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
}

/** The fields of a migration; at the top none is required, because a file may be named instead. */
export function fieldsOfSchema(root: JsonSchema): readonly Field[] {
  const properties = Object.entries(root.properties ?? {}).filter(([property]) => !Object.hasOwn(leftOut, property));
  const whole = { ...root.$defs?.['complete'], required: [] };
  return new Reader(root).fields({ properties: Object.fromEntries(properties) }, whole);
}

class Reader {
  readonly #definitions: Readonly<Record<string, JsonSchema>>;
  readonly #spelling: (text: string) => string;

  constructor(root: JsonSchema) {
    this.#definitions = root.$defs ?? {};
    this.#spelling = spellingOf(root);
  }

  /** `whole` is what a file as a whole cannot do without, at the same place. */
  fields(node: JsonSchema, whole: JsonSchema | undefined): Field[] {
    const required = new Set([...(node.required ?? []), ...(whole?.required ?? [])]);
    return Object.entries(node.properties ?? {}).map(([property, child]) => {
      const target = this.#resolved(child);
      const shape = this.#shape(target, whole?.properties?.[property]);
      return {
        property,
        name: attributeName(property),
        description: this.#spelling(describe(target, shape)),
        isRequired: required.has(property),
        shape,
      };
    });
  }

  /** With what is said beside a reference before what it refers to says. */
  #resolved(node: JsonSchema): JsonSchema {
    if (node.$ref === undefined) return node;
    const { $ref, ...own } = node;
    const target = this.#definitions[$ref.replace('#/$defs/', '')];
    if (target === undefined) throw new BugError('GW999', { summary: `The schema has no ${$ref}` });
    return { ...this.#resolved(target), ...own };
  }

  #shape(node: JsonSchema, whole: JsonSchema | undefined): Shape {
    const { type, title } = node;
    if (Array.isArray(type)) return this.#union(type.join(), node, whole);
    if (type === 'string') return { kind: 'plain', type: 'string' };
    if (type === 'number' || type === 'integer') return { kind: 'plain', type: 'number' };
    if (type === 'boolean') return { kind: 'plain', type: 'bool' };
    if (type === 'array') {
      if (node.items === undefined) return { kind: 'list', items: { kind: 'document', isObject: false } };
      return { kind: 'list', items: this.#shape(this.#resolved(node.items), undefined) };
    }
    if (title === 'secret reference') return { kind: 'reference', takesText: false, isShown: false };
    if (node.properties) return { kind: 'object', fields: this.fields(node, whole) };
    if (typeof node.additionalProperties !== 'object') return { kind: 'document', isObject: true };
    const values = this.#resolved(node.additionalProperties);
    if (values.enum?.includes('hashed')) return { kind: 'shardKey' };
    return { kind: 'map', values: this.#shape(values, undefined) };
  }

  #union(types: string, node: JsonSchema, whole: JsonSchema | undefined): Shape {
    const [then, otherwise] = [node.then, node.else].map((branch) => (branch ? this.#resolved(branch) : {}));
    if (types === 'string,object' && otherwise!.title === 'secret reference') {
      // Addresses may carry credentials; user names and the like may be seen.
      return { kind: 'reference', takesText: true, isShown: then!.pattern === undefined };
    }
    if (types === 'string,object') {
      return { kind: 'wordOrBlock', word: String(then!.enum?.[0]), fields: this.fields(otherwise!, whole) };
    }
    // The block has a property for what the boolean says.
    if (types === 'boolean,object') return this.#shape(then!, whole);
    if (types === 'object,array') return { kind: 'list', items: this.#shape(otherwise!, undefined) };
    if (types === 'string,array,object') {
      const [word, , block] = (node.allOf ?? []).map((condition) => this.#resolved(condition.then ?? {}));
      return { kind: 'wordOrBlock', word: String(word?.enum?.[0]), fields: this.fields(block!, undefined) };
    }
    throw new BugError('GW999', { summary: `No shape for a union of ${types}` });
  }
}

/** In Markdown, with the words that the file may hold. */
function describe(node: JsonSchema, shape: Shape): string {
  const parts = [ended(node.description ?? '')];
  const words = node.enum ?? (node.items?.enum as readonly unknown[] | undefined);
  if (words !== undefined && node.type !== 'boolean') parts.push(`One of ${words.map(code).join(', ')}.`);
  const choices = (node.oneOf ?? []).map(({ required }) => required?.[0]).filter((one) => one !== undefined);
  if (choices.length > 0 && shape.kind === 'object') {
    parts.push(`Exactly one of ${choices.map((one) => code(attributeName(one))).join(', ')}.`);
  }
  if (shape.kind === 'wordOrBlock') parts.push(`\`{ ${shape.word} = true }\` for \`${shape.word}\`.`);
  if (shape.kind === 'document') parts.push('As text of Extended JSON, since the order of its keys counts.');
  if (node.default !== undefined) parts.push(`Default: ${code(node.default)}.`);
  return parts.join(' ');
}

/** Texts of the schema with names as Terraform spells them, where a name is no value as well. */
function spellingOf(root: JsonSchema): (text: string) => string {
  const [properties, values] = [new Set<string>(), new Set<unknown>()];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties: named, enum: words } = node as JsonSchema;
    for (const property of Object.keys(named ?? {})) properties.add(property);
    for (const word of words ?? []) values.add(word);
    Object.values(node).forEach(visit);
  };
  visit(root);
  return (text) =>
    text
      .replaceAll(/(?<=`)[a-z]+[A-Z]\w*(?=`)/g, (name) =>
        properties.has(name) && !values.has(name) ? attributeName(name) : name,
      )
      .replaceAll('the directory of this file', 'the working directory of Terraform');
}

const ended = (sentence: string) => (/[.:]$/.test(sentence) || sentence === '' ? sentence : `${sentence}.`);
const code = (value: unknown) => `\`${String(value)}\``;
