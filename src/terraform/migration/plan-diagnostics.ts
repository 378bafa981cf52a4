/** What a plan has to say in Terraform: its findings, what may not be done unasked, and its steps. */
import { isGodwitError } from '../../lib/errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { planText } from '../../report/text/plan.ts';
import { failureDiagnostic } from '../protocol/diagnostic.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { ValueMap } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';
import { refuseUnasked } from './make-plan.ts';
import type { Wish } from './wish.ts';

/** Of the configuration and of the checks; what is merely worth knowing is part of the plan's text. */
export function findingsOf({ diagnostics }: Plan, wish: Wish): AttributeDiagnostic[] {
  const counting = diagnostics.filter(({ severity }) => severity !== 'info').map(wish.locate);
  return [...wish.diagnostics, ...counting];
}

/** @param prior the state before, null where there is none */
export function refusalOf(part: Plan, config: ValueMap, prior: ValueMap | null): AttributeDiagnostic | undefined {
  try {
    refuseUnasked(part, config, prior);
    return undefined;
  } catch (error) {
    if (!isGodwitError(error) || !('path' in error)) throw error;
    return failureDiagnostic(error, error.path as ValuePath);
  }
}

/** Terraform shows attributes; what is done for them has to be said. */
export const whatIsDone = (part: Plan): AttributeDiagnostic => ({
  severity: 'warning',
  code: 'GW774',
  summary: `${part.migration}: ${part.steps.length} step${part.steps.length === 1 ? '' : 's'} from ${part.state} to ${part.phase}`,
  detail: planText(part),
  path: [],
});

/** Where something is not known before something else was applied. */
export const laterKnown: AttributeDiagnostic = {
  severity: 'warning',
  code: 'GW775',
  summary: 'What the migration will do cannot be seen yet: not all of its configuration is known',
  detail: 'It is planned as soon as everything is known, which is in the middle of the apply, and carried out at once',
  hint: 'To review it, apply what it depends on first (`-target`), and plan again. What destroys something for good is refused without `confirm`',
  path: [],
};

export const stillUnknown: AttributeDiagnostic = {
  severity: 'error',
  code: 'GW775',
  summary: 'Not all of the configuration is known, and there is no apply that could tell it',
  path: [],
};
