import type { Diagnostic } from '../lib/diagnostic.ts';
import { diagnosticsDocument } from '../report/json/diagnostics.ts';
import { renderDiagnostics } from '../report/text/diagnostics.ts';
import { paintFor } from '../report/text/paint.ts';
import { hasColors } from './colors.ts';
import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';

/** Findings that keep a command from its work, to standard error. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  context: CommandContext,
  options: GlobalOptions,
): void {
  const paint = paintFor(hasColors(context, options.hasColor));
  context.stderr.write(
    options.format === 'json'
      ? `${JSON.stringify(diagnosticsDocument(diagnostics))}\n`
      : renderDiagnostics(diagnostics, paint),
  );
}
