import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';

/** What was begun and not finished, and does not go together with what the file asks for. */
export function interruptionDiagnostics({ spec, observation, state }: PlanInput): readonly Diagnostic[] {
  const { open } = observation.journal;
  if (open === undefined) return state === 'cuttingOver' ? [commitOfOthers()] : [];
  const names: Readonly<Record<string, string>> = { detached: 'detach', rolledBack: 'rollback' };
  const asked = names[spec.phase] ?? spec.phase;
  if (!open.isPastPointOfNoReturn || asked === open.transaction) return [];
  return [
    {
      severity: 'warning',
      code: 'GW706',
      summary: `The ${open.transaction} that ${open.by.user} on ${open.by.host} began is carried through, although the file asks for ${spec.phase}`,
      detail: 'It is behind its point of no return',
      pointer: '/phase',
    },
  ];
}

/** The engine commits, and no ledger says what for: godwit cannot know whether anybody has switched. */
function commitOfOthers(): Diagnostic {
  return {
    severity: 'error',
    code: 'GW705',
    summary: 'The sync engine is committing, and no cutover of this ledger asked for that',
    detail: "Somebody used the engine's API, or the ledger is not the one that the cutover was begun with",
    hint: 'If nobody has switched, take it back: POST /api/v1/godwit/undo-commit to the engine; if they have: POST /api/v1/godwit/finish',
  };
}
