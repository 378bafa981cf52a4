import { UserError } from '../lib/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { askText } from './confirm.ts';
import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';

/**
 * Steps that destroy something for good want the migration's name, typed or given: a yes is given too quickly.
 * @throws UserError GW814
 */
export async function demandName(
  plan: Plan,
  given: string | undefined,
  context: CommandContext,
  options: GlobalOptions,
): Promise<void> {
  const step = plan.steps.find(({ needsConfirmation }) => needsConfirmation);
  if (step === undefined || given === plan.migration) return;
  const question = `${step.summary}.\nType the name of the migration to confirm`;
  if (given === undefined && canBeAsked(context, options) && (await askText(question)) === plan.migration) return;
  throw new UserError('GW814', {
    summary: `The plan has a step that destroys something for good, and was not confirmed by name: ${step.summary}`,
    hint: `Run it again with --confirm ${plan.migration}`,
  });
}

/** Whether somebody sits before the terminal. */
export function canBeAsked(context: CommandContext, options: GlobalOptions): boolean {
  return context.isTTY && options.hasInput && options.format === 'text';
}
