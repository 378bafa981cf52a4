/** Migrations that this one has to do with: those that come before it, and those that use its destination. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { hasComeTo, leadsTo } from '../../lifecycle/has-come-to.ts';
import type { Neighbours } from '../neighbours.ts';
import type { PlanInput } from '../plan-input.ts';

export function neighbourDiagnostics({ spec, neighbours, state }: PlanInput): readonly Diagnostic[] {
  if (neighbours === undefined || state === 'complete') return [];
  const isAtWork = spec.phase !== 'prepared';
  return isAtWork ? [...predecessors(spec.after, neighbours), ...sharers(neighbours)] : [];
}

function predecessors(after: PlanInput['spec']['after'], { predecessors }: Neighbours): readonly Diagnostic[] {
  return after.flatMap(({ migration, phase }, index): Diagnostic[] => {
    const pointer = `/after/${index}`;
    const found = predecessors.find(({ name }) => name === migration);
    if (found === undefined) {
      return [
        {
          severity: 'error',
          code: 'GW754',
          summary: `This migration comes after ${migration}, and there is no file of that name beside it`,
          hint: 'Give the directory of both with -f, or remove the entry',
          pointer,
        },
      ];
    }
    if (found.state !== undefined && hasComeTo(found.state, phase)) return [];
    const stands = found.state === undefined ? 'cannot be looked at' : `is ${found.state}`;
    if (found.isInRun && leadsTo(found.phase, phase)) {
      return [
        {
          severity: 'info',
          code: 'GW754',
          summary: `Begins when ${migration}, which ${stands}, has come to ${phase}: this run brings it there first`,
          pointer,
        },
      ];
    }
    return [
      {
        severity: 'error',
        code: 'GW754',
        summary: `This migration comes after ${migration} has come to ${phase}, and that ${stands}`,
        detail: found.failure,
        hint: `Bring ${migration} to ${phase} first, or apply both in one run`,
        pointer,
      },
    ];
  });
}

/** One sync at a time writes into a destination: a second one would take the first one's for its own. */
function sharers({ sharers }: Neighbours): readonly Diagnostic[] {
  return sharers.map(({ name, words }) => ({
    severity: 'error',
    code: 'GW755',
    summary: `The migration ${name} uses this destination, and is not complete (${words})`,
    detail: 'Two syncs into one destination would write over each other, and take the other one for their own',
    hint: `Bring ${name} to phase: complete first, and say \`after: [{ migration: ${name}, phase: complete }]\`; or was it renamed: \`moved: [{ from: ${name} }]\``,
    pointer: '/destination',
  }));
}
