import type { Diagnostic } from '../../lib/diagnostic.ts';
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
  ].join('\n');
  const found = renderDiagnostics(diagnostics, paint);
  const isBlocked = diagnostics.some(({ severity }) => severity === 'error');
  const counts = countDiagnostics(diagnostics);
  const verdict = isBlocked
    ? `${paint('red', paint('bold', 'Blocked'))}: ${counts}`
    : `${paint('green', paint('bold', 'Ready'))}${counts === '' ? '' : `: ${counts}`}`;
  return `${heading}\n\n${found === '' ? '' : `${found}\n`}${verdict}\n`;
}
