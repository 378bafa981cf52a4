/**
 * How each value of a migration file is written in Terraform. Where the file takes one of several types (`off` or a block),
 * Terraform's types allow one only: those are blocks with an attribute for each choice.
 */

export type Shape =
  | { readonly kind: 'plain'; readonly type: 'string' | 'number' | 'bool' }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  /** A text or a secret: written out, or a reference to where it is read from. */
  | { readonly kind: 'reference'; readonly takesText: boolean; readonly isShown: boolean }
  /** A word that stands for the whole block, as an attribute of that name: `off = true`. */
  | { readonly kind: 'wordOrBlock'; readonly word: string; readonly fields: readonly Field[] }
  /** A mapping whose order counts, which Terraform's maps do not keep. */
  | { readonly kind: 'shardKey' }
  /** A document of any shape, as text of Extended JSON: its order counts, and Terraform's types have no place for it. */
  | { readonly kind: 'document'; readonly isObject: boolean };

/** A property of the file and the attribute for it. */
export interface Field {
  /** As the file spells it. */
  readonly property: string;
  /** As Terraform spells it. */
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly shape: Shape;
}
