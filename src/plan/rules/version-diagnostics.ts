import { unknownToVersion } from '../../engines/mongosync/version-options.ts';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { PlanInput } from '../plan-input.ts';

/** Options that the named release of mongosync does not have: it would refuse them, or leave them out in silence. */
export function versionDiagnostics({ spec, state }: PlanInput): readonly Diagnostic[] {
  if (spec.engine.type !== 'mongosync' || hasBegun(state)) return [];
  const { version } = spec.engine.options;
  return unknownToVersion(spec).map(({ pointer, since }) => ({
    severity: 'error',
    code: 'GW853',
    summary: `mongosync ${version} does not have what ${pointer.slice(1).replaceAll('/', '.')} asks for: it came with ${since}`,
    hint: 'Install a newer mongosync and name it in engine.mongosync.version, or leave this out',
    pointer,
  }));
}
