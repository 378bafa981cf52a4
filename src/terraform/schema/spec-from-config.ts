/**
 * The configuration of a migration in Terraform as the file that says the same: from there on it is treated like any file.
 * Every place of the file knows the attribute that it came from. Nothing is judged here but what the file cannot show:
 * values that exclude one another before they become one.
 */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import { childPointer } from '../../spec/pointer.ts';
import { decimalFrom, decimalText } from '../values/decimal.ts';
import { UNKNOWN, type Value, type ValueMap } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';
import { migrationFields } from './migration-fields.ts';
import type { Field, Shape } from './shape.ts';
import { jsonNode, type SpecNode, specText, textNode } from './spec-node.ts';

/** A finding about the configuration. */
export interface AttributeDiagnostic extends Omit<Diagnostic, 'range' | 'snippet' | 'pointer'> {
  readonly path: ValuePath;
}

export interface SpecFromConfig {
  /** What the file would hold, as text. Where something is unknown, it has nothing. */
  readonly text: string;
  /** The attributes that places of the file came from, by JSON pointer. */
  readonly paths: ReadonlyMap<string, ValuePath>;
  /** The places of the file that hold what is not known yet. */
  readonly unknown: readonly string[];
  /** The places of the file that lack what cannot be a value of it. */
  readonly failed: readonly string[];
  /** Secrets of write-only attributes, by the names of environment variables by which the file refers to them. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly problems: readonly AttributeDiagnostic[];
}

/** `config` has the attributes of a migration, and may have others beside them. */
export function specFromConfig(config: Value): SpecFromConfig {
  const walk = new Walk();
  const root = walk.fields(migrationFields(), config as ValueMap, { pointer: '', path: [] });
  const constants = { apiVersion: 'godwit/v1', kind: 'Migration' };
  const entries = Object.entries(constants).map(([key, value]) => [key, textNode(value)] as const);
  const { paths, unknown, failed, secrets, problems } = walk;
  return { text: specText({ kind: 'map', entries: [...entries, ...root] }), paths, unknown, failed, secrets, problems };
}

interface Place {
  readonly pointer: string;
  readonly path: ValuePath;
}

type Entries = readonly (readonly [string, SpecNode])[];

class Walk {
  readonly paths = new Map<string, ValuePath>();
  readonly unknown: string[] = [];
  readonly failed: string[] = [];
  readonly secrets: Record<string, string> = {};
  readonly problems: AttributeDiagnostic[] = [];

  fields(fields: readonly Field[], value: ValueMap, { pointer, path }: Place): Entries {
    return fields.flatMap(({ property, name, shape }) => {
      const place = { pointer: childPointer(pointer, property), path: [...path, { attributeName: name }] };
      const node = this.#node(shape, value[name] ?? null, place);
      return node === undefined ? [] : [[property, node] as const];
    });
  }

  /** Undefined where there is nothing, or nothing that is known. */
  #node(shape: Shape, value: Value, place: Place): SpecNode | undefined {
    if (value === null) return undefined;
    this.paths.set(place.pointer, place.path);
    if (value === UNKNOWN) {
      this.unknown.push(place.pointer);
      return undefined;
    }
    switch (shape.kind) {
      case 'plain':
        return plainNode(shape.type, value);
      case 'document':
        return this.#document(shape.isObject, value as string, place);
      case 'list':
        return { kind: 'list', items: this.#items(value as readonly Value[], shape.items, place) };
      case 'map':
        return { kind: 'map', entries: this.#entries(value as ValueMap, shape.values, place) };
      case 'object':
        return { kind: 'map', entries: this.fields(shape.fields, value as ValueMap, place) };
      case 'shardKey':
        return { kind: 'map', entries: this.#shardKey(value as readonly ValueMap[], place) };
      case 'wordOrBlock':
        return this.#wordOrBlock(shape, value as ValueMap, place);
      case 'reference':
        return this.#reference(value as ValueMap, place);
    }
  }

  /** What is missing in a list keeps its place, so that the others keep theirs. */
  #items(values: readonly Value[], shape: Shape, place: Place): SpecNode[] {
    return values.map((value, index) => this.#node(shape, value, item(place, index)) ?? jsonNode('null'));
  }

  #entries(values: ValueMap, shape: Shape, { pointer, path }: Place): Entries {
    return Object.entries(values).map(([key, value]) => {
      const place = { pointer: childPointer(pointer, key), path: [...path, { elementKeyString: key }] };
      return [key, this.#node(shape, value, place) ?? jsonNode('null')] as const;
    });
  }

  #shardKey(parts: readonly ValueMap[], place: Place): Entries {
    const named = parts.map((part, index) => ({ part, at: item(place, index) }));
    const hidden = named.filter(
      ({ part }) => (part as unknown) === UNKNOWN || [part['field'], part['hashed']].includes(UNKNOWN),
    );
    // Without one of its fields it would be another key.
    if (hidden.length > 0) {
      this.unknown.push(place.pointer);
      return [];
    }
    return named.map(({ part, at }) => {
      const field = part['field'] as string;
      this.paths.set(childPointer(place.pointer, field), at.path);
      return [field, part['hashed'] === true ? textNode('hashed') : jsonNode('1')] as const;
    });
  }

  #wordOrBlock(
    { word, fields }: Extract<Shape, { kind: 'wordOrBlock' }>,
    value: ValueMap,
    place: Place,
  ): SpecNode | undefined {
    const entries = this.fields(fields, value, place);
    if (value[word] === UNKNOWN) {
      this.unknown.push(place.pointer);
      return undefined;
    }
    if (value[word] !== true) return { kind: 'map', entries };
    const wordPath = [...place.path, { attributeName: word }];
    if (entries.length > 0) {
      this.#problem(
        'GW787',
        wordPath,
        `\`${word} = true\` excludes the other attributes`,
        `Remove \`${word}\`, or what stands beside it`,
      );
    }
    this.paths.set(place.pointer, wordPath);
    return textNode(word);
  }

  #reference(value: ValueMap, place: Place): SpecNode | undefined {
    const given = Object.keys(value).filter((name) => value[name] !== null);
    const at = (name: string) => [...place.path, { attributeName: name }];
    const [name] = given;
    this.paths.set(place.pointer, name === undefined || given.length > 1 ? place.path : at(name));
    if (given.some((one) => value[one] === UNKNOWN)) {
      this.unknown.push(place.pointer);
      return undefined;
    }
    if (name === undefined || given.length > 1) {
      const names = Object.keys(value).map((one) => `\`${one}\``);
      const found =
        given.length === 0 ? 'None of them is given' : `${given.map((one) => `\`${one}\``).join(' and ')} are given`;
      this.#problem('GW787', place.path, `One of ${names.join(', ')} is needed`, 'Give exactly one of them', found);
      this.failed.push(place.pointer);
      return undefined;
    }
    const one = value[name]!;
    if (name === 'value') return textNode(one as string);
    if (name !== 'value_wo') {
      const inner = { pointer: childPointer(place.pointer, name), path: at(name) };
      const node = this.#node(name === 'command' ? commandShape : textShape, one, inner);
      return node && { kind: 'map', entries: [[name, node]] };
    }
    let variable = variableName(place.path);
    while (Object.hasOwn(this.secrets, variable)) variable += '_';
    this.secrets[variable] = one as string;
    return { kind: 'map', entries: [['env', textNode(variable)]] };
  }

  #document(isObject: boolean, text: string, { pointer, path }: Place): SpecNode | undefined {
    const isRight = (parsed: unknown) =>
      !isObject || (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed));
    try {
      if (isRight(JSON.parse(text))) return jsonNode(withoutSpace(text));
      this.#problem('GW788', path, 'This is no JSON object', documentHint);
    } catch (error) {
      this.#problem('GW788', path, 'This is no JSON', documentHint, (error as Error).message);
    }
    this.failed.push(pointer);
    return undefined;
  }

  #problem(code: ErrorCode, path: ValuePath, summary: string, hint: string, detail?: string): void {
    this.problems.push({ severity: 'error', code, summary, detail, hint, path });
  }
}

const textShape: Shape = { kind: 'plain', type: 'string' };
const commandShape: Shape = { kind: 'list', items: textShape };
function plainNode(type: 'string' | 'number' | 'bool', value: Value): SpecNode {
  if (type === 'string') return textNode(value as string);
  return jsonNode(type === 'bool' ? String(value) : decimalText(decimalFrom(value as number)!));
}

const documentHint = 'Write it as Extended JSON in a heredoc, or with `jsonencode`, which sorts the keys';

const item = ({ pointer, path }: Place, index: number): Place => ({
  pointer: childPointer(pointer, index),
  path: [...path, { elementKeyInt: index }],
});

/** JSON on one line, as it was written otherwise: the order of its keys counts. */
const withoutSpace = (json: string) =>
  json.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text: string | undefined) => text ?? '');

/** Named for its place, so that a plan says which secret is meant. */
const variableName = (path: ValuePath) =>
  ['GODWIT_TF', ...path.map((step) => Object.values(step)[0])]
    .join('__')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_]/g, '_');
