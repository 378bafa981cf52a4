import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { isLeftClosed } from './destination-block.ts';
import { allowStep, reopenSteps } from './open-steps.ts';

/** States in which there is nothing to give up. */
const nothingThere = new Set(['absent', 'provisioned', 'complete']);

/** A migration that is given up, because its file was removed say: its sync ends, and what was copied stays where it is. */
export function removalSteps(input: PlanInput): readonly Step[] {
  const { spec, state, observation } = input;
  const { engine } = observation;
  if (nothingThere.has(state)) return [];
  return [
    ...(engine.isRunning
      ? [
          step({
            kind: 'stopEngine',
            symbol: '-',
            summary: `Stop the sync engine of ${spec.name}, which is given up`,
          }),
        ]
      : []),
    ...(isLeftClosed(input) ? [allowStep(input, undefined, 'destination')] : reopenSteps(input)),
    step({
      kind: 'removeMetadata',
      symbol: '!',
      summary: `Give up ${spec.name}: remove its sync's metadata from the destination`,
      details: ['Source and destination keep their data; the sync cannot be gone on with, only begun anew'],
    }),
  ];
}

export function removalDiagnostics({ spec, state, removedSince, observation }: PlanInput): readonly Diagnostic[] {
  if (nothingThere.has(state)) return [];
  const { open } = observation.journal;
  const what =
    removedSince === undefined
      ? `${spec.name} is given up`
      : `The file of ${spec.name} was removed since ${removedSince}`;
  if (open !== undefined) {
    return [
      {
        severity: 'error',
        code: 'GW758',
        summary: `${what} in the middle of its ${open.transaction}`,
        hint: 'Put the file back, and let `godwit apply` finish or take back what was begun',
      },
    ];
  }
  if (removedSince === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'GW758',
      summary: `${what}, and its migration is ${state}`,
      hint: 'Keep the file to go on; approve this plan to give the migration up; it was renamed: `moved` in the new file',
    },
  ];
}
