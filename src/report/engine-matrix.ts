import type { EngineVerdict } from '../preflight/engine-matrix.ts';
import { countDiagnostics } from './text/diagnostics.ts';

/** One line of the matrix: the engine, whether it could, and what stands in its way. */
export interface MatrixRow {
  readonly engine: string;
  readonly verdict: 'possible' | 'with warnings' | 'blocked';
  readonly obstacles: readonly string[];
}

export function matrixRows(verdicts: readonly EngineVerdict[]): readonly MatrixRow[] {
  return verdicts.map(({ engine, isDeclared, cannot, diagnostics }) => {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const isBlocked = cannot.length > 0 || errors.length > 0;
    const rest = diagnostics.filter(({ severity }) => severity !== 'error');
    const obstacles = [
      ...cannot,
      ...errors.map(({ code, summary }) => `${code} ${summary}`),
      ...(rest.length === 0 ? [] : [countDiagnostics(rest)]),
    ];
    const hasWarnings = rest.some(({ severity }) => severity === 'warning');
    return {
      engine: isDeclared ? `${engine} (declared)` : engine,
      verdict: isBlocked ? 'blocked' : hasWarnings ? 'with warnings' : 'possible',
      obstacles,
    };
  });
}
