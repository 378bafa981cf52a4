import { LineCounter } from 'yaml';
import type { Diagnostic, SourceRange } from '../lib/diagnostic.ts';
import { childPointer, pointerSegments } from './pointer.ts';
import type { Problem } from './problem.ts';
import { childrenOf, type Located, nearestNode, type Span } from './yaml/located.ts';
import { maskText, maskUrls } from './yaml/sensitive.ts';

/** A file that findings point into. Whatever is shown of its text has secrets put out. */
export interface SourceFile {
  /** The path as it is shown. */
  readonly path: string;
  range(span: Span): SourceRange;
  /** The text of a line, counted from 1, without its line break and with secrets put out. */
  line(number: number): string | undefined;
  diagnostic(problem: Problem): Diagnostic;
}

/** Makes the file's text addressable; the trees of its values say where secrets may stand in it. */
export function sourceFile(path: string, text: string, trees: readonly Located[]): SourceFile {
  const lineCounter = countLines(text);
  const lines = maskText(text, trees).split('\n');
  const range = (span: Span): SourceRange => {
    const start = lineCounter.linePos(clamp(span.start, text));
    const end = lineCounter.linePos(clamp(span.end, text));
    return { file: path, line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
  };
  const line = (number: number) => lines[number - 1]?.replace(/\r$/, '');
  const diagnostic = (problem: Problem): Diagnostic => {
    const at = range(problem.span);
    return {
      severity: problem.severity ?? 'error',
      code: problem.code,
      summary: maskUrls(problem.summary),
      detail: problem.detail && maskUrls(problem.detail),
      hint: problem.hint && maskUrls(problem.hint),
      range: at,
      snippet: line(at.line),
      pointer: problem.pointer && maskPointer(problem.pointer),
    };
  };
  return { path, range, line, diagnostic };
}

/** Keys may hold what should have been a value. */
const maskPointer = (pointer: string) =>
  pointerSegments(pointer)
    .map((segment) => maskUrls(segment))
    .reduce(childPointer, '');

/** Filled by hand, because the YAML reader leaves out lines when it recovers from some errors. */
function countLines(text: string): LineCounter {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) counter.addNewLine(at + 1);
  return counter;
}

/**
 * Where a finding about a value points: to a scalar itself, and to the key of a mapping or list, whose text
 * may be long. What does not exist is pointed to by the nearest of its parents.
 */
export function spanOf(root: Located | undefined, pointer: string): Span {
  const node = nearestNode(root, pointer);
  if (node === undefined) return { start: 0, end: 0 };
  if (node.kind === 'scalar' && node.span.end > node.span.start) return node.span;
  if (node.keySpan) return node.keySpan;
  // An item of a list, or the whole document: its first key stands for it.
  const [first] = childrenOf(node);
  return first?.[1].keySpan ?? { start: node.span.start, end: Math.max(node.span.start, node.span.end) };
}

const clamp = (offset: number, text: string) => Math.min(Math.max(offset, 0), text.length);
