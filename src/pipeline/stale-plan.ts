import { exitCodes, UserError } from '../lib/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Difference } from '../plan/plan-still-holds.ts';

const shownLines = 40;

/**
 * A reviewed plan whose ground has moved: says line by line what did.
 * @param before what the run has done of it already, in words
 */
export function stalePlan(
  { id, migration }: Plan,
  differences: readonly Difference[],
  before?: string | undefined,
): UserError {
  const lines = differences.flatMap(({ what, reviewed, now }) => [
    ...(reviewed === undefined ? [] : [`- ${what}: ${reviewed}`]),
    ...(now === undefined ? [] : [`+ ${what}: ${now}`]),
  ]);
  const left = lines.length - shownLines;
  const shown = left > 0 ? [...lines.slice(0, shownLines), `and ${left} lines more`] : lines;
  return new UserError('GW750', {
    summary: `The plan ${id} of ${migration} is stale: what it rests on has changed since it was reviewed; ${before === undefined ? 'nothing was done' : `${before}, and nothing else was done`}`,
    detail: shown.map((line) => `\n      ${line}`).join(''),
    hint: 'Run `godwit plan --out FILE` again, and have the new plan reviewed',
    context: { planId: id, migration, differences },
    exitCode: exitCodes.planStale,
  });
}

/** A plan that nobody should rely on any more, whatever has or has not changed. */
export function expiredPlan(expiresAt: string): UserError {
  return new UserError('GW753', {
    summary: `The plan expired at ${expiresAt}; nothing was done`,
    hint: 'Run `godwit plan --out FILE` again, and have the new plan reviewed; --valid-for says how long one holds',
    exitCode: exitCodes.planStale,
  });
}
