import { readablePath } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { wordList } from '../suggestion.ts';
import type { Located } from '../yaml/located.ts';
import { maskValue } from '../yaml/sensitive.ts';
import { flowText } from './flow-text.ts';
import type { SchemaError, SchemaNode } from './schema-validator.ts';

/** What a problem says, without its place. */
export type Message = Omit<Problem, 'span' | 'pointer'>;

/** The value's path in back quotes, or what the document is called. */
export function subject(error: Pick<SchemaError, 'instancePath'>): string {
  // In an overlay, a value is called what it is in the file: both are reported at the same place.
  const path = error.instancePath.replace(/^\/environments\/[^/]+(?=\/)/, '');
  return path === '' ? 'The file' : `\`${readablePath(path)}\``;
}

/** What may be shown of a value. */
export function shown(node: Located | undefined): string {
  if (node?.kind !== 'scalar') return 'This';
  if (node.isSensitive) return 'The value';
  return `\`${maskValue(node.text).slice(0, 80)}\``;
}

/** What the schema calls the value, with its article: `a duration`, `an IP address`. */
export function titleOf(schema: SchemaNode): string | undefined {
  if (schema.title === undefined || schema.title.startsWith('`')) return schema.title;
  return /^(?:[aeio]|AWS|IP)/i.test(schema.title) ? `an ${schema.title}` : `a ${schema.title}`;
}

/** Values that would be right, from the schema. */
export function exampleHint(schema: SchemaNode): string | undefined {
  const examples = (schema.examples ?? []).map(flowText);
  return examples.length > 0 ? `For example ${wordList(examples)}` : undefined;
}
