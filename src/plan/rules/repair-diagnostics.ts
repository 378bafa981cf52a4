import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';

/** Whether `verification.onMismatch: repair` can do what it says, and what it could do beside that. */
export function repairDiagnostics({ spec, state, capabilities }: PlanInput): readonly Diagnostic[] {
  const { mode, onMismatch } = spec.verification;
  if (onMismatch !== 'repair') return [];
  const pointer = '/verification/onMismatch';
  if (mode === 'off' || mode === 'counts') {
    return [
      {
        severity: 'error',
        code: 'GW793',
        summary: `verification.onMismatch: repair needs documents that are compared, and verification.mode is ${mode}`,
        hint: 'Set verification.mode: full or sample, or onMismatch: stop',
        pointer,
      },
    ];
  }
  const isOver = state === 'cutOver' || state === 'reversing' || state === 'rolledBack' || state === 'complete';
  const isClosed = spec.cutover.block.destination !== 'auto' && spec.cutover.block.destination !== 'none';
  if (isOver || isClosed || capabilities.blocksDestination === 'engine') return [];
  return [
    {
      severity: 'warning',
      code: 'GW794',
      summary:
        'Nothing keeps others from writing to the destination, and verification.onMismatch: repair writes over it',
      detail: 'What somebody writes there before the cutover differs from the source, and is overwritten or removed',
      hint: 'Let nobody but the sync write there, or set onMismatch: stop, which names what differs',
      pointer,
    },
  ];
}
