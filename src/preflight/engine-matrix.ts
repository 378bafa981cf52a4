import { capabilitiesFor } from '../engines/all-capabilities.ts';
import type { EngineType } from '../engines/engine.ts';
import { misfitsOf } from '../engines/fitness.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { normalizeEngine } from '../spec/blocks/engine.ts';
import type { CheckContext } from './check.ts';
import { allEngines } from './engine-groups.ts';
import { runChecks } from './run-checks.ts';

/** Which engine could do this migration, and what stands in the way of the others. */
export interface EngineVerdict {
  readonly engine: EngineType;
  readonly isDeclared: boolean;
  /** Why it cannot do what the file asks for, by what it declares. */
  readonly cannot: readonly string[];
  /** Findings of the checks that concern it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Each engine at its best, as the file would ask for it. */
export function engineMatrix(context: CheckContext): readonly EngineVerdict[] {
  const { spec, observation } = context;
  const { source, destination } = observation;
  const facts = {
    source: source.facts,
    destination: destination.facts,
    hasTimeSeries: source.namespaces.some(({ type }) => type === 'timeseries'),
  };
  return allEngines.map((type) => {
    const isDeclared = type === spec.engine.type;
    const asked = isDeclared ? spec : { ...spec, engine: normalizeEngine({ type }) };
    return {
      engine: type,
      isDeclared,
      cannot: misfitsOf(capabilitiesFor(type, asked, source.facts), asked, facts).map(({ why }) => why),
      diagnostics: runChecks({ ...context, spec: asked }).filter(({ code }) => /^GW[1-5]/.test(code)),
    };
  });
}
