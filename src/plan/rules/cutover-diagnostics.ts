import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';
import { keptUntil, wayBackOf } from './way-back.ts';

/** What a cutover needs that this pair of clusters may not have. */
export function cutoverDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec, observation, state } = input;
  if (spec.phase === 'rolledBack') return rollbackDiagnostics(input);
  if (state === 'reversing') return keepForDiagnostics(input);
  if (spec.phase !== 'cutover' || state === 'cutOver') return [];
  const { block, hooks } = spec.cutover;
  const found: Diagnostic[] = [];
  const { facts } = observation.source;
  if ((block.source === 'server' || block.source === 'auto') && facts.versionNumber < 600) {
    found.push({
      severity: 'error',
      code: 'GW702',
      summary: `The source is MongoDB ${facts.version}, which cannot block writes by itself (6.0 and newer can)`,
      hint: 'Set cutover.block.source: roles and name the users of the applications, or external with a beforeBlock hook that stops the writers',
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
  const { whyNot, isKept } = wayBackOf(input);
  if (spec.cutover.rollback.mode === 'reverse' && whyNot !== undefined) {
    found.push({
      severity: 'error',
      code: 'GW741',
      summary: 'The file asks for a way back, and there will be none',
      detail: whyNot,
      hint: 'Remove the obstacle, or say that you do without: cutover.rollback.mode: none',
      pointer: '/cutover/rollback/mode',
    });
  }
  if (spec.cutover.watch?.onFailure === 'rollBack' && !isKept) {
    found.push({
      severity: 'error',
      code: 'GW875',
      summary: 'The watch after the cutover is to roll back by itself, and there will be no way back',
      detail: whyNot ?? 'cutover.rollback.mode is none',
      hint: 'Remove the obstacle, or let the watch tell people only: cutover.watch.onFailure: alert',
      pointer: '/cutover/watch/onFailure',
    });
  }
  return found;
}

/** A rollback needs a sync back, or at least a cutover that was made for one. */
function rollbackDiagnostics({ state, observation }: PlanInput): readonly Diagnostic[] {
  if (state !== 'cutOver' || observation.engine.isReversible === true) return [];
  return [
    {
      severity: 'error',
      code: 'GW742',
      summary: 'The cutover was made without a way back, so there is nothing to roll back by',
      detail: 'What applications have written to the destination since then is not on the source',
      hint: 'Migrate in the other direction with a file of its own, or stay',
      pointer: '/phase',
    },
  ];
}

/** Nothing ends the way back by itself; somebody should. */
export function keepForDiagnostics(
  input: Pick<PlanInput, 'spec' | 'observation' | 'state' | 'now'>,
): readonly Diagnostic[] {
  const until = input.state === 'reversing' ? keptUntil(input) : undefined;
  if (until === undefined || until > input.now) return [];
  return [
    {
      severity: 'warning',
      code: 'GW743',
      summary: `The way back was meant to be kept until ${until}, and still is`,
      hint: 'Set phase: complete to end it, or a longer cutover.rollback.keepFor',
      pointer: '/cutover/rollback/keepFor',
    },
  ];
}
