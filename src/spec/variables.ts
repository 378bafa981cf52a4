/**
 * `${var.NAME}` in texts. A value that is nothing but a variable, without quotes, takes the variable's type;
 * anything else stays a text. `$${var.NAME}` stands for itself. Keys are not substituted.
 */
import { specCodes } from './error-codes.ts';
import { childPointer } from './pointer.ts';
import type { Problem } from './problem.ts';
import { closestMatch, wordList } from './suggestion.ts';
import type { Located, LocatedMap, LocatedScalar, Span } from './yaml/located.ts';

type Value = LocatedScalar['data'];

/** A variable's value, and the text that it has inside other texts. */
export interface Variable {
  readonly value: Value;
  readonly text: string;
}
/** By name; a variable that must be given and was not is declared, but undefined. */
export type Variables = ReadonlyMap<string, Variable | undefined>;

/** Values given from outside, by name: `--var` and GODWIT_VAR_NAME. */
export type GivenVariables = Readonly<Record<string, string>>;

/** The variables that `vars` blocks declare, later blocks before earlier ones, with what was given from outside. */
export function collectVariables(
  blocks: readonly (Located | undefined)[],
  given: GivenVariables,
  problems: Problem[],
): Variables {
  const variables = new Map<string, Variable | undefined>();
  const declarations = new Map<string, Located>();
  for (const block of blocks) {
    for (const [name, node] of block?.kind === 'map' ? block.entries : []) declarations.set(name, node);
  }
  for (const [name, node] of declarations) {
    if (node.kind !== 'scalar') continue;
    if (Object.hasOwn(given, name)) variables.set(name, typedLike(node, name, given[name]!, problems));
    else variables.set(name, node.data === null ? undefined : { value: node.data, text: node.text });
  }
  return variables;
}

/** A value from outside takes the type that the declaration has; one without a default is read as if it stood in the file. */
function typedLike(declaration: LocatedScalar, name: string, text: string, problems: Problem[]): Variable {
  const type = typeof declaration.data;
  if (type === 'string') return { value: text, text };
  const value = plainValue(text);
  if (declaration.data !== null && typeof value !== type) {
    problems.push({
      code: specCodes.malformedVariable,
      summary: `The value given for the variable \`${name}\` is no ${type}`,
      detail: `Its default is \`${declaration.text}\``,
      hint: `Give a ${type}, or put the default into quotation marks to make it a text`,
      span: declaration.span,
    });
  }
  return { value, text };
}

/** What YAML would read in a plain scalar. */
function plainValue(text: string): Value {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : text;
}

/** The tree with variables replaced; places stay those of the file. */
export function substitute(node: Located, variables: Variables, problems: Problem[], pointer = ''): Located {
  if (node.kind === 'list') {
    return {
      ...node,
      items: node.items.map((item, index) => substitute(item, variables, problems, childPointer(pointer, index))),
    };
  }
  if (node.kind === 'map') return { ...node, entries: substituteEntries(node, variables, problems, pointer) };
  if (typeof node.data !== 'string' || !node.data.includes('${var.')) return node;
  return substituteScalar(node, variables, problems, pointer);
}

function substituteEntries(
  map: LocatedMap,
  variables: Variables,
  problems: Problem[],
  pointer: string,
): Map<string, Located> {
  const entries = [...map.entries].map(([key, value]): [string, Located] => {
    // A variable cannot be made of variables, and overlays have variables of their own.
    if (pointer === '' && (key === 'vars' || key === 'environments')) return [key, value];
    return [key, substitute(value, variables, problems, childPointer(pointer, key))];
  });
  return new Map(entries);
}

function substituteScalar(
  node: LocatedScalar,
  variables: Variables,
  problems: Problem[],
  pointer: string,
): LocatedScalar {
  let isReported = node.isReported;
  const resolve = (name: string): Variable | undefined => {
    const variable = variables.get(name);
    if (!variables.has(name)) problems.push(unknown(name, node, variables, pointer));
    else if (variable === undefined) problems.push(withoutValue(name, node, pointer));
    isReported ||= variable === undefined;
    return variable;
  };
  const wholeName = node.isPlain ? /^\$\{var\.([^}]*)\}$/.exec(node.data as string)?.[1] : undefined;
  const whole = wholeName === undefined ? undefined : resolve(wholeName);
  if (whole) return { ...node, data: whole.value, text: whole.text, isPlain: typeof whole.value !== 'string' };
  if (isReported) return { ...node, isReported };
  const data = (node.data as string).replaceAll(/\$(\$?)\{var\.([^}]*)\}/g, (match, escaped: string, name: string) =>
    escaped ? match.slice(1) : (resolve(name)?.text ?? match),
  );
  return { ...node, data, text: data, isReported };
}

function unknown(name: string, node: LocatedScalar, variables: Variables, pointer: string): Problem {
  const names = [...variables.keys()];
  const suggestion = closestMatch(name, names);
  const declared = names.length > 0 ? `Declared are ${wordList(names, 'and')}` : 'The file declares no variables';
  return {
    code: specCodes.unknownVariable,
    summary: `Unknown variable \`${name}\``,
    detail: declared,
    hint: suggestion
      ? `Did you mean \`\${var.${suggestion}}\`?`
      : `Declare it under \`vars\`, with a default or null: \`vars: { ${name}: null }\``,
    span: spanWithin(node, `\${var.${name}}`),
    pointer,
  };
}

/** The part of a scalar that holds a text, where the scalar is written without escapes. */
function spanWithin({ span, data }: LocatedScalar, part: string): Span {
  const text = String(data);
  const quotes = span.end - span.start - text.length;
  const at = text.indexOf(part);
  if (at < 0 || (quotes !== 0 && quotes !== 2)) return span;
  const start = span.start + quotes / 2 + at;
  return { start, end: start + part.length };
}

function withoutValue(name: string, node: LocatedScalar, pointer: string): Problem {
  return {
    code: specCodes.variableWithoutValue,
    summary: `The variable \`${name}\` has no value`,
    detail: 'Its default is null, so it must be given',
    hint: `Add \`--var ${name}=VALUE\`, or set GODWIT_VAR_${name}`,
    span: spanWithin(node, `\${var.${name}}`),
    pointer,
  };
}
