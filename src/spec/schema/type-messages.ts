import { specCodes } from '../error-codes.ts';
import type { Located, LocatedScalar } from '../yaml/located.ts';
import { ambiguousWords } from './ambiguous-words.ts';
import { flowText } from './flow-text.ts';
import { exampleHint, type Message, shown, subject, titleOf } from './message-parts.ts';
import type { SchemaError, SchemaNode } from './schema-validator.ts';

/** What to say of a value that has another type than the schema asks for; most of these are YAML's traps. */
export function describeWrongType(error: SchemaError, node: Located | undefined): Message {
  const schema = error.parentSchema;
  const types = [schema.type ?? []].flat();
  if (node?.kind === 'scalar') {
    if (node.data === null) return emptyValue(error);
    if (isSecret(schema)) return literalSecret(error);
    const trap =
      switchedOff(schema, node) ??
      quotesMissing(schema, types, node, error) ??
      wordOfTruth(types, node, error) ??
      quotesTooMany(types, node, error) ??
      spaceMissing(types, node);
    if (trap) return trap;
  }
  const isRoot = error.instancePath === '';
  return {
    code: specCodes.wrongType,
    summary: `${subject(error)} has to be ${isRoot ? 'a block of properties' : (titleOf(schema) ?? typeNames(types))}, not ${nameOf(node)}`,
    hint: isRoot
      ? 'A migration file starts with `apiVersion: godwit/v1`'
      : (wordHint(schema, node) ?? exampleHint(schema)),
  };
}

/** `engine: mongosync` means `engine: { type: mongosync }`. */
function wordHint(schema: SchemaNode, node: Located | undefined): string | undefined {
  const word = node?.kind === 'scalar' ? node.data : undefined;
  const property = Object.entries(schema.properties ?? {}).find(([, { enum: words }]) => words?.includes(word));
  return property && `Write \`{ ${property[0]}: ${word} }\``;
}

const isSecret = (schema: SchemaNode) => schema.title === 'secret reference';

function literalSecret(error: SchemaError): Message {
  const property = error.instancePath.split('/').at(-1) ?? '';
  return {
    code: specCodes.literalSecret,
    summary: `${subject(error)} is written out in the file`,
    detail: 'A migration file is kept in version control and holds no secrets, only references to them',
    hint: `Write \`${property}: { env: NAME }\`, \`{ file: PATH }\` or \`{ command: [PROGRAM, ARGUMENT] }\`, and change the secret if the file was shared`,
  };
}

function emptyValue(error: SchemaError): Message {
  const example = error.parentSchema.examples?.[0];
  const isRoot = error.instancePath === '';
  return {
    code: specCodes.emptyValue,
    summary: `${subject(error)} has no value`,
    detail: isRoot ? undefined : 'What belongs to it has to be indented below it, or stand on the same line',
    hint:
      example === undefined
        ? 'Give it a value, or remove it'
        : `Remove it, or give it a value such as \`${flowText(example)}\``,
  };
}

/** `off` is a word here, and other tools like to turn it into false. */
function switchedOff(schema: SchemaNode, node: LocatedScalar): Message | undefined {
  if (node.data !== false || !schema.enum?.includes('off')) return undefined;
  return {
    code: specCodes.ambiguousBoolean,
    summary: `${shown(node)} is a boolean, and a word is asked for`,
    hint: 'Write `off`',
  };
}

/** `mode:full` is one word. */
function spaceMissing(types: readonly string[], node: LocatedScalar): Message | undefined {
  const parts = typeof node.data === 'string' && node.isPlain ? /^(\w+):([\w.-]+)$/.exec(node.data) : undefined;
  if (!types.includes('object') || !parts) return undefined;
  return {
    code: specCodes.wrongType,
    summary: `A space is missing behind the colon of ${shown(node)}`,
    detail: 'Without it YAML reads a text',
    hint: node.isSensitive ? undefined : `Write \`${parts[1]}: ${parts[2]}\``,
  };
}

/** `7.0` without quotation marks is the number 7. */
function quotesMissing(
  schema: SchemaNode,
  types: readonly string[],
  node: LocatedScalar,
  error: SchemaError,
): Message | undefined {
  const isText = types.includes('string') && node.isPlain && typeof node.data !== 'string';
  if (!isText || (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(node.text))) return undefined;
  return {
    code: specCodes.unquotedText,
    summary: `${shown(node)} needs quotation marks`,
    detail: `Without them YAML reads the ${typeof node.data} ${node.data}, and ${subject(error)} is a text`,
    hint: `Write \`"${node.text}"\``,
  };
}

/** `yes` and `no` were booleans in YAML 1.1 and are texts now; and where a word is asked for, `off` is not false. */
function wordOfTruth(types: readonly string[], node: LocatedScalar, error: SchemaError): Message | undefined {
  if (typeof node.data !== 'string' || !types.includes('boolean') || !ambiguousWords.test(node.data)) return undefined;
  const meant = /^(?:y|yes|on)$/i.test(node.data);
  return {
    code: specCodes.ambiguousBoolean,
    summary: `${shown(node)} is a text, and ${subject(error)} is either true or false`,
    detail: 'In YAML 1.2 only `true` and `false` are booleans',
    hint: `Write \`${meant}\``,
  };
}

function quotesTooMany(types: readonly string[], node: LocatedScalar, error: SchemaError): Message | undefined {
  const wantsNumber = types.includes('number') || types.includes('integer');
  const wantsBoolean = types.includes('boolean');
  if (typeof node.data !== 'string' || node.isPlain) return undefined;
  const fits =
    (wantsNumber && /^-?\d+(\.\d+)?$/.test(node.data)) || (wantsBoolean && /^(?:true|false)$/.test(node.data));
  if (!fits) return undefined;
  return {
    code: specCodes.wrongType,
    summary: `${subject(error)} has to be ${typeNames(types)}, and quotation marks make it a text`,
    hint: `Write \`${node.data}\``,
  };
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a block of properties',
  array: 'a list',
  null: 'empty',
};

const typeNames = (types: readonly string[]) => types.map((type) => typeWords[type] ?? type).join(' or ');

function nameOf(node: Located | undefined): string {
  if (node?.kind === 'list') return 'a list';
  if (node?.kind === 'map') return 'a block of properties';
  if (node === undefined) return 'nothing';
  const type = typeof node.data === 'string' ? 'text' : typeof node.data;
  return node.isSensitive ? `a ${type}` : `the ${type} ${shown(node)}`;
}
