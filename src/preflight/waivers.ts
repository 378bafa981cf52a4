import type { Diagnostic } from '../lib/diagnostic.ts';
import type { ErrorCode } from '../lib/errors.ts';
import type { Waiver } from '../spec/blocks/governance.ts';
import { specCodes } from '../spec/error-codes.ts';
import type { CheckContext } from './check.ts';

/** The waiver that holds for a code on the day of the observation. */
export function waiverOf(code: ErrorCode, { spec, observation }: CheckContext): Waiver | undefined {
  return spec.checks.waive.find((one) => one.code === code && !isOver(one, observation.takenAt));
}

/** A waiver whose day has passed is an error until somebody looks at it again, unless all is over anyway. */
export function expiredWaivers({ spec, observation, state }: CheckContext): readonly Diagnostic[] {
  if (state === 'complete') return [];
  return spec.checks.waive.flatMap((waiver, index): Diagnostic[] =>
    isOver(waiver, observation.takenAt)
      ? [
          {
            severity: 'error',
            code: specCodes.waiverExpired,
            summary: `The waiver of ${waiver.code} expired on ${waiver.expires}`,
            detail: `It was given because: ${waiver.reason}`,
            hint: 'Fix what the check finds and remove the waiver, or give it a later day with a reason that still holds',
            pointer: `/checks/waive/${index}/expires`,
          },
        ]
      : [],
  );
}

/** Days end at midnight UTC. */
function isOver({ expires }: Waiver, now: string): boolean {
  return expires !== undefined && new Date(`${expires}T23:59:59.999Z`) < new Date(now);
}
