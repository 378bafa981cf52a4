import { hasErrors } from '../../plan/plan.ts';
import type { Phase } from '../../spec/migration.ts';
import type { ActionWork } from '../action.ts';
import { applyWith } from '../migration/apply-with.ts';
import { makeMigrationPlan, refuseUnasked } from '../migration/make-plan.ts';
import { findingsOf, refusalOf, whatIsDone } from '../migration/plan-diagnostics.ts';
import { durationErrors } from '../migration/validate.ts';
import { at } from '../migration/wish.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { actionWish, errorsOf, undone, unplanned } from './action-wish.ts';

/** What `godwit apply` does with a file of this phase: the same plan, by the same table of what may be wished for. */
export function goToPhase(phase: Phase): ActionWork {
  return {
    validate: async (config, context) => [
      ...errorsOf(await actionWish(config, phase, context)),
      ...durationErrors(config['timeout'] ?? null, at('timeout')),
    ],

    plan: async (config, context) => {
      const wish = await actionWish(config, phase, context);
      if (wish.loaded === undefined) return unplanned(wish);
      const plan = await makeMigrationPlan(wish.loaded, { ...context, env: wish.env });
      const found = findingsOf(plan, wish);
      if (hasErrors(plan)) return found;
      const refusal = refusalOf(plan, config, null);
      return [
        ...(refusal === undefined ? [] : [refusal]),
        ...found,
        ...(plan.steps.length > 0 ? [whatIsDone(plan)] : []),
      ];
    },

    invoke: async (config, context) => {
      const wish = await actionWish(config, phase, context);
      if (wish.loaded === undefined) return undone(wish);
      const { failure, isInterrupted } = await applyWith(
        wish.loaded,
        { ...context, env: wish.env },
        {
          config,
          isInBackground: false,
          timeout: config['timeout'] ?? null,
          prefix: '',
          guard: (plan) => refuseUnasked(plan, config, null),
        },
      );
      const found = (failure ?? []).map((one) => ('path' in one ? one : wish.locate(one)));
      return isInterrupted ? found.map(takenUp) : found;
    },
  };
}

const takenUp = (finding: AttributeDiagnostic): AttributeDiagnostic => ({
  ...finding,
  hint: 'Invoke it again, or run `godwit apply`: either takes it up where it stopped',
});
