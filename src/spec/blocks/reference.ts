import type { Secret as SecretBlock, Text } from '../generated/migration.ts';

/** Where a secret is read from when it is used. */
export type SecretReference =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly command: readonly string[] };

/** A value that may be written out, or a reference to where it is read from. */
export type ValueReference = SecretReference | { readonly literal: string };

/** A secret block, of which the schema made sure that it holds one reference. */
export function normalizeSecret(block: SecretBlock): SecretReference {
  if (block.env !== undefined) return { env: block.env };
  if (block.file !== undefined) return { file: block.file };
  return { command: block.command ?? [] };
}

/** The same for a block that may be absent. */
export function optionalSecret(block: SecretBlock | undefined): SecretReference | undefined {
  return block && normalizeSecret(block);
}

/** A text or secret block as a reference. */
export function normalizeValue(value: Text): ValueReference {
  return typeof value === 'string' ? { literal: value } : normalizeSecret(value);
}

/** The same for a value that may be absent. */
export function optionalValue(value: Text | undefined): ValueReference | undefined {
  return value === undefined ? undefined : normalizeValue(value);
}
