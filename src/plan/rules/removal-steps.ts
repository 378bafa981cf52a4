import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

/** States in which there is nothing to give up. */
const nothingThere = new Set(['absent', 'provisioned', 'complete']);

/** A migration whose file was removed is given up: its sync ends, and what was copied stays where it is. */
export function removalSteps({ spec, state, observation: { engine } }: PlanInput): readonly Step[] {
  if (nothingThere.has(state)) return [];
  return [
    ...(engine.isRunning
      ? [
          step({
            kind: 'stopEngine',
            symbol: '-',
            summary: `Stop the sync engine of ${spec.name}, whose file was removed`,
          }),
        ]
      : []),
    step({
      kind: 'removeMetadata',
      symbol: '!',
      summary: `Give up ${spec.name}: remove its sync's metadata from the destination`,
      details: ['Source and destination keep their data; the sync cannot be gone on with, only begun anew'],
    }),
  ];
}

export function removalDiagnostics({ spec, state, removedSince, observation }: PlanInput): readonly Diagnostic[] {
  if (removedSince === undefined || nothingThere.has(state)) return [];
  return [
    {
      severity: observation.journal.open !== undefined ? 'error' : 'warning',
      code: 'GW758',
      summary:
        observation.journal.open === undefined
          ? `The file of ${spec.name} was removed since ${removedSince}, and its migration is ${state}`
          : `The file of ${spec.name} was removed since ${removedSince} in the middle of its ${observation.journal.open.transaction}`,
      hint:
        observation.journal.open === undefined
          ? 'Keep the file to go on; approve this plan to give the migration up; it was renamed: `moved` in the new file'
          : 'Put the file back, and let `godwit apply` finish or take back what was begun',
    },
  ];
}
