import type { PlanInput } from '../plan-input.ts';

/** What a comparison may do to the destination, for whoever reviews it; nothing where it only looks. */
export function repairWords({ spec, state }: PlanInput): readonly string[] {
  const isBack = state === 'cutOver' || state === 'reversing' || state === 'rolledBack';
  if (spec.verification.onMismatch !== 'repair' || isBack) return [];
  return [
    'verification.onMismatch: repair: a document of the destination that differs is overwritten with that of the source, and one that only the destination has is removed; each is compared again, counted and named',
    'Whole collections that one side lacks, options, indexes and capped collections are told, and not repaired',
  ];
}
