/**
 * The contract of rules, which look at several fields at once; what one field may hold is the schema's business.
 *
 * A rule gets the document after overlay and variables. Values that the schema refused are not in it: optional
 * properties are absent, and items of lists are holes, which `indexed` leaves out. Rules read nothing but what the
 * context offers, change nothing, and name the place of each finding by a JSON pointer.
 */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import type { MigrationFile } from '../generated/migration.ts';

export interface Finding extends Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly pointer: string;
}

export interface RuleContext {
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The whole document, with the values that the schema refused. */
  readonly written: unknown;
  /** Whether the file says anything at a place, were it something that the schema refused. */
  has(pointer: string): boolean;
  /** Whether there is a file at a path that is relative to the migration file. */
  fileExists(path: string): boolean;
}

export type Rule = (file: MigrationFile, context: RuleContext) => readonly Finding[] | Promise<readonly Finding[]>;

interface FindingText {
  readonly summary: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
}

/** An error at a place of the document. */
export function errorAt(pointer: string, code: ErrorCode, text: FindingText): Finding {
  return { severity: 'error', code, pointer, ...text };
}

/** A warning at a place of the document. */
export function warningAt(pointer: string, code: ErrorCode, text: FindingText): Finding {
  return { severity: 'warning', code, pointer, ...text };
}

/** The items of a list with their positions, without the holes that refused items leave. */
export function indexed<Item>(list: readonly Item[] | undefined): readonly { item: Item; index: number }[] {
  const items: { item: Item; index: number }[] = [];
  list?.forEach((item, index) => {
    items.push({ item, index });
  });
  return items;
}

/** A block that may be written alone or as a list, as items with their pointers. */
export function oneOrMany<Item extends object>(
  value: Item | readonly Item[] | undefined,
  pointer: string,
): readonly { item: Item; pointer: string }[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ item: value as Item, pointer }];
  return indexed(value as readonly Item[]).map(({ item, index }) => ({ item, pointer: `${pointer}/${index}` }));
}
