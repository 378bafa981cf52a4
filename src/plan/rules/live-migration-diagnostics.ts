import { endWarning } from '../../engines/atlas-live-migration/deadline.ts';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';

/** What nobody expects of a sync that somebody else runs: it ends by itself, and lifts the block of others. */
export function liveMigrationDiagnostics(input: PlanInput): readonly Diagnostic[] {
  return [...endDiagnostics(input), ...liftedBlock(input)];
}

export function endDiagnostics({
  observation: { engine },
  now,
}: Pick<PlanInput, 'observation' | 'now'>): readonly Diagnostic[] {
  const summary = engine.endsAt === undefined ? undefined : endWarning(new Date(engine.endsAt), new Date(now));
  if (summary === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'GW747',
      summary,
      hint: 'Set phase: cutover, or ask for more time on the page of the cluster in Atlas',
      pointer: '/engine/type',
    },
  ];
}

function liftedBlock({ spec, capabilities, state }: PlanInput): readonly Diagnostic[] {
  const { block, hooks } = spec.cutover;
  const isOfServer = block.source === 'server' || block.source === 'auto';
  const isAhead = spec.phase === 'cutover' && state !== 'cutOver';
  if (!isAhead || capabilities.liftsBlock !== true || !isOfServer) return [];
  if (hooks.some(({ on }) => on === 'beforeBlock')) return [];
  return [
    {
      severity: 'warning',
      code: 'GW746',
      summary: `${capabilities.title} may allow writes on the source again at its end, before applications have switched`,
      detail:
        'They are blocked again at once as a step of the cutover; what an application wrote in between would not be on the destination',
      hint: 'Stop the applications with a beforeBlock hook, or use cutover.block.source: roles',
      pointer: '/cutover/block',
    },
  ];
}
