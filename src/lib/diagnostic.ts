import type { ErrorCode } from './errors.ts';

/** A place in a text file; lines and columns count from 1, columns in UTF-16 code units. */
export interface SourceRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One finding about a file, from validation, a check or the planner. Renderers decide how it looks. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: ErrorCode;
  /** What is wrong: one sentence, sentence case, no full stop. */
  readonly summary: string;
  readonly detail?: string | undefined;
  /** What to do about it; a did-you-mean or a line that can be typed where there is one. */
  readonly hint?: string | undefined;
  readonly range?: SourceRange | undefined;
  /** The line that `range` starts on, without its line break. */
  readonly snippet?: string | undefined;
  /** JSON pointer into the document, such as `/filters/include/0`. */
  readonly pointer?: string | undefined;
  /** What it is about, where that is several things: how many, and the first few. */
  readonly objects?: { readonly total: number; readonly first: readonly string[] } | undefined;
}

/** The same finding with other figures is the same finding. */
export function findingKey({ code, summary, pointer }: Diagnostic): string {
  return [code, pointer ?? '', summary.replaceAll(/\d[\d.,]*( [a-zA-Z]+\b)?/g, '#')].join(' ');
}
