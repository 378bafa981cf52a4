import type { Diagnostic } from '../../lib/diagnostic.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';
import { sizeSummary } from '../../observe/observation.ts';
import type { CheckContext } from '../../preflight/check.ts';
import { countDiagnostics, renderDiagnostics } from './diagnostics.ts';
import type { Paint } from './paint.ts';

interface OnlineChecks {
  readonly loaded: { readonly name: string; readonly file: string };
  readonly context: CheckContext;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the checks found on the clusters of one migration. */
export function renderOnline({ loaded, context, diagnostics }: OnlineChecks, paint: Paint): string {
  const { source, destination } = context.observation;
  const size = sizeSummary(source.namespaces);
  const heading = [
    `${paint('bold', loaded.name)} (${loaded.file}), engine ${context.spec.engine.type}`,
    `  source       ${source.address}, MongoDB ${source.facts.version}: ${formatCount(size.collections)} collections, ${formatBytes(size.bytes)}, ${formatCount(size.indexes)} indexes in scope`,
    `  destination  ${destination.address}, MongoDB ${destination.facts.version}`,
    ...transferLine(size.bytes),
  ].join('\n');
  const found = renderDiagnostics(diagnostics, paint);
  const isBlocked = diagnostics.some(({ severity }) => severity === 'error');
  const counts = countDiagnostics(diagnostics);
  const verdict = isBlocked
    ? `${paint('red', paint('bold', 'Blocked'))}: ${counts}`
    : `${paint('green', paint('bold', 'Ready'))}${counts === '' ? '' : `: ${counts}`}`;
  return `${heading}\n\n${found === '' ? '' : `${found}\n`}${verdict}\n`;
}

/** What of a line's rate a migration gets to use: a rule of thumb of the migration guides. */
const usableBytesPerSecondAtOneGigabit = 100_000_000;

/** The time that the line alone takes: size in GB / (Gbit/s x 0.1) = seconds. */
function transferLine(bytes: number): readonly string[] {
  if (bytes < 1e9) return [];
  const at = (gigabits: number) => formatDurationMs((bytes / (usableBytesPerSecondAtOneGigabit * gigabits)) * 1000);
  return [`  transfer     ${at(1)} over a line of 1 Gbit/s, ${at(10)} over 10 Gbit/s`];
}
