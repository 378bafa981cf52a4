import type { Diagnostic } from '../../lib/diagnostic.ts';
import { countDiagnostics, renderDiagnostics } from './diagnostics.ts';
import type { Paint } from './paint.ts';

/** What is said of a migration that holds. */
interface ValidMigration {
  readonly name: string;
  readonly file: string;
  readonly environment?: string | undefined;
  readonly spec: { readonly phase: string; readonly engine: { readonly type: string } };
}

interface Validation {
  /** Empty when anything is wrong. */
  readonly migrations: readonly ValidMigration[];
  readonly diagnostics: readonly Diagnostic[];
  readonly options: { readonly files: readonly string[]; readonly environment?: string | undefined };
}

/** The result of `godwit validate`: the diagnostics, a summary, and what to type next. */
export function renderValidation({ migrations, diagnostics, options }: Validation, paint: Paint): string {
  const found = diagnostics.length > 0 ? `${renderDiagnostics(diagnostics, paint)}\n` : '';
  const counts = countDiagnostics(diagnostics);
  if (migrations.length === 0) return `${found}${paint('red', paint('bold', 'Not valid'))}: ${counts}\n`;
  const lines = migrations.map(
    ({ name, file, environment, spec }) =>
      `${paint('green', '✓')} ${paint('bold', name)} (${file}${environment ? `, environment ${environment}` : ''}): phase ${spec.phase}, engine ${spec.engine.type}`,
  );
  const verdict = `${paint('green', paint('bold', 'Valid'))}${counts ? `: ${counts}` : ''}`;
  return `${found}${lines.join('\n')}\n${verdict}. Next: ${nextCommand(options)}\n`;
}

function nextCommand({ files, environment }: Validation['options']): string {
  const flags = [
    ...(files.join() === 'godwit.yaml' ? [] : files.map((file) => `-f ${file}`)),
    ...(environment ? [`-e ${environment}`] : []),
  ];
  return ['godwit plan', ...flags].join(' ');
}
