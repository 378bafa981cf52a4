import type { Diagnostic } from '../../lib/diagnostic.ts';
import { foreignSync } from '../../lifecycle/foreign-sync.ts';
import type { PlanInput } from '../plan-input.ts';
import { isAdoptable } from './adoption.ts';

/** A sync into the destination that this migration did not begin is left alone. */
export function foreignSyncDiagnostics({ spec, observation }: PlanInput): readonly Diagnostic[] {
  const { engine, journal, source, destination } = observation;
  // Of engines that others start by hand, a sync without an entry here is GW711's business.
  const why = foreignSync(engine, journal, source.facts, isAdoptable(spec.engine.type));
  if (why === undefined) return [];
  return [
    {
      severity: 'error',
      code: 'GW717',
      summary: `Another sync works on the destination (${destination.address}): ${why}`,
      detail: 'It is that of another migration, of another ledger, or was begun by hand',
      hint: 'Check source, destination and ledger of the file. A destination takes one sync: finish the other one first (phase: complete), or give it up and drop the database __godwit there',
      pointer: '/destination',
    },
  ];
}
