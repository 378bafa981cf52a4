/** Diagnostics for programs, in the form that `terraform validate -json` has made known, with code, hint and pointer added. */
import type { Diagnostic } from '../../lib/diagnostic.ts';

export interface DiagnosticsDocument {
  readonly format_version: '1.0';
  readonly valid: boolean;
  readonly error_count: number;
  readonly warning_count: number;
  readonly diagnostics: readonly DiagnosticJson[];
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface DiagnosticJson {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly hint?: string;
  readonly pointer?: string;
  readonly objects?: Diagnostic['objects'];
  readonly range?: { readonly filename: string; readonly start: Position; readonly end: Position };
  readonly snippet?: {
    readonly code: string;
    readonly start_line: number;
    readonly highlight_start_offset: number;
    readonly highlight_end_offset: number;
  };
}

/** All diagnostics as one document. */
export function diagnosticsDocument(diagnostics: readonly Diagnostic[]): DiagnosticsDocument {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((one) => one.severity === severity).length;
  return {
    format_version: '1.0',
    valid: count('error') === 0,
    error_count: count('error'),
    warning_count: count('warning'),
    diagnostics: diagnostics.map(diagnosticJson),
  };
}

function diagnosticJson({
  severity,
  code,
  summary,
  detail,
  hint,
  pointer,
  objects,
  range,
  snippet,
}: Diagnostic): DiagnosticJson {
  return {
    severity,
    code,
    summary,
    detail: detail ?? '',
    ...(hint ? { hint } : {}),
    ...(pointer === undefined ? {} : { pointer }),
    ...(objects === undefined ? {} : { objects }),
    ...(range
      ? {
          range: {
            filename: range.file,
            start: { line: range.line, column: range.column },
            end: { line: range.endLine, column: range.endColumn },
          },
        }
      : {}),
    ...(range && snippet !== undefined
      ? {
          snippet: {
            code: snippet,
            start_line: range.line,
            highlight_start_offset: Math.min(range.column - 1, snippet.length),
            highlight_end_offset:
              range.endLine === range.line ? Math.min(range.endColumn - 1, snippet.length) : snippet.length,
          },
        }
      : {}),
  };
}
