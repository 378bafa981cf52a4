import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';

/** What a cutover needs that this pair of clusters may not have. */
export function cutoverDiagnostics({ spec, observation, state }: PlanInput): readonly Diagnostic[] {
  if (spec.phase !== 'cutover' || state === 'cutOver') return [];
  const { block, hooks } = spec.cutover;
  const found: Diagnostic[] = [];
  const { facts } = observation.source;
  if (block.source !== 'external' && facts.versionNumber < 600) {
    found.push({
      severity: 'error',
      code: 'GW702',
      summary: `The source is MongoDB ${facts.version}, which cannot block writes by itself (6.0 and newer can)`,
      hint: 'Set cutover.block.source: external and stop the writers in a beforeBlock hook with its undo',
      pointer: '/cutover/block',
    });
  }
  if (block.source === 'external' && !hooks.some(({ on }) => on === 'beforeBlock')) {
    found.push({
      severity: 'error',
      code: 'GW702',
      summary: 'cutover.block.source is external, and no beforeBlock hook stops the writers',
      hint: 'Add a hook: { on: beforeBlock, run: [...], undo: [...] }',
      pointer: '/cutover/block',
    });
  }
  const isFiltered = spec.filters.include.length + spec.filters.exclude.length > 0;
  if (block.source === 'auto' && isFiltered && facts.versionNumber >= 600) {
    found.push({
      severity: 'error',
      code: 'GW703',
      summary: "With filters, blocking the source's writes would stop databases that are not migrated",
      detail: 'setUserWriteBlockMode holds for the whole cluster',
      hint: 'Say so on purpose with cutover.block.source: server, or use external with a beforeBlock hook',
      pointer: '/cutover/block',
    });
  }
  return found;
}
