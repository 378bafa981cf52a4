/**
 * Diagnostics for people, in the manner of compilers: what, where, the line with a caret, and what to do.
 * Everything shown of a file has had its secrets put out before it comes here.
 */
import type { Diagnostic, SourceRange } from '../../lib/diagnostic.ts';
import type { Paint } from './paint.ts';
import { printable, widthOf } from './printable.ts';

const severityStyles = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** Longer lines are cut around the caret. */
const maxSnippetLength = 160;

/** All diagnostics, each followed by an empty line; empty when there are none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], paint: Paint): string {
  return diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic, paint)}\n`).join('\n');
}

/** How many there are of each severity: `2 errors, 1 warning`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const counted = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    const word = severity === 'info' ? 'note' : severity;
    return count === 0 ? undefined : `${count} ${word}${count === 1 ? '' : 's'}`;
  });
  return counted.filter((part) => part !== undefined).join(', ');
}

function renderDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const { severity, code, summary, range } = diagnostic;
  const style = severityStyles[severity];
  const heading = `${paint(style, paint('bold', `${severity}[${code}]`))}${paint('bold', `: ${printable(summary)}`)}`;
  const gutter = range && hasSnippet(diagnostic) ? String(range.line).length : 1;
  const lines = [heading, ...(range ? place(range, diagnostic, gutter, style, paint) : [])];
  return [...lines, ...notes(diagnostic, gutter, paint)].join('\n');
}

const hasSnippet = (diagnostic: Diagnostic) => diagnostic.snippet !== undefined && diagnostic.snippet.trim() !== '';

function place(
  range: SourceRange,
  diagnostic: Diagnostic,
  gutter: number,
  style: 'red' | 'yellow' | 'cyan',
  paint: Paint,
): string[] {
  const margin = ' '.repeat(gutter);
  const bar = paint('blue', '|');
  // Without a line to show, a position would only be noise: the finding is about the file.
  if (!hasSnippet(diagnostic)) return [`${margin}${paint('blue', '-->')} ${printable(range.file)}`];
  const location = `${margin}${paint('blue', '-->')} ${printable(range.file)}:${range.line}:${range.column}`;
  const { text, caretAt, caretLength } = excerpt(diagnostic.snippet ?? '', range);
  return [
    location,
    `${margin} ${bar}`,
    `${paint('blue', String(range.line))} ${bar} ${text}`,
    `${margin} ${bar} ${' '.repeat(caretAt)}${paint(style, '^'.repeat(caretLength))}`,
  ];
}

/** The line with tabs as single spaces, so that the caret stands below what it means. */
function excerpt(line: string, range: SourceRange): { text: string; caretAt: number; caretLength: number } {
  const start = Math.min(range.column - 1, line.length);
  const end = range.endLine === range.line ? Math.min(range.endColumn - 1, line.length) : line.trimEnd().length;
  const shift = line.length > maxSnippetLength ? Math.max(0, start - maxSnippetLength / 4) : 0;
  const cut = line.slice(shift, shift + maxSnippetLength);
  const text = `${shift > 0 ? '…' : ''}${cut}${shift + cut.length < line.length ? '…' : ''}`;
  const caretAt = start - shift + (shift > 0 ? 1 : 0);
  const room = Math.max(1, text.length - caretAt);
  const widths = widthOf(text.slice(0, caretAt));
  return {
    text: printable(text),
    caretAt: widths,
    caretLength: Math.max(1, Math.min(widthOf(text.slice(caretAt, caretAt + end - start)), room)),
  };
}

function notes({ detail, hint, snippet }: Diagnostic, gutter: number, paint: Paint): string[] {
  const margin = ' '.repeat(gutter);
  const note = (label: string, text: string) =>
    `${margin} ${paint('blue', '=')} ${paint('bold', label)}: ${printable(text)}`;
  const lines = [...(detail ? [note('note', detail)] : []), ...(hint ? [note('help', hint)] : [])];
  const isBelowSnippet = lines.length > 0 && snippet !== undefined && snippet.trim() !== '';
  return isBelowSnippet ? [`${margin} ${paint('blue', '|')}`, ...lines] : lines;
}
