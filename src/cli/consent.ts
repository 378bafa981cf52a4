import { UserError } from '../lib/errors.ts';
import type { Consent } from '../pipeline/run-view.ts';
import type { Plan } from '../plan/plan.ts';
import { stepToConfirm } from '../plan/step.ts';
import { askText, confirm } from './confirm.ts';
import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';
import { usageErrorCode } from './usage-error.ts';

/**
 * A person at the terminal.
 * @param confirmedName the name that was given for steps that destroy something for good
 */
export function consentOf(context: CommandContext, options: GlobalOptions, confirmedName: string | undefined): Consent {
  const canBeAsked = context.isTTY && options.hasInput && options.format === 'text';
  return {
    ask: async (plan) => await askApproval(plan, canBeAsked),
    demandName: async (plan) => await demandName(plan, confirmedName, canBeAsked),
  };
}

async function askApproval({ id }: Plan, canBeAsked: boolean): Promise<void> {
  if (!canBeAsked) {
    throw new UserError(usageErrorCode, {
      summary: 'There is nobody to approve the plan',
      hint: 'Review it with `godwit plan`, then run `godwit apply --auto-approve`; or save it with `godwit plan --out FILE` and run `godwit apply FILE`',
    });
  }
  if (await confirm(`Carry out plan ${id}?`)) return;
  throw new UserError('GW810', { summary: 'The plan was not approved; nothing was done' });
}

/** Steps behind which something is gone for good want the migration's name, typed or given: a yes is given too quickly. */
async function demandName(plan: Plan, given: string | undefined, canBeAsked: boolean): Promise<void> {
  const step = stepToConfirm(plan);
  if (step === undefined || given === plan.migration) return;
  const question = `${step.summary}.\nType the name of the migration to confirm`;
  if (given === undefined && canBeAsked && (await askText(question)) === plan.migration) return;
  throw new UserError('GW814', {
    summary: `The plan has a step that wants the migration's name, and it was not given: ${step.summary}`,
    detail: 'Neither a yes nor --auto-approve is enough for such a step. Nothing was done',
    hint: `Run it again with --confirm ${plan.migration}`,
  });
}
