import { Command } from 'commander';
import { applyPlan } from '../../apply/apply-plan.ts';
import type { LockInfo } from '../../ledger/ledger-store.ts';
import { type ExitCode, exitCodes, UserError } from '../../lib/errors.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import { actorOf } from '../actor.ts';
import { ApplyView } from '../apply-view.ts';
import { askText, confirm } from '../confirm.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';
import { planMigration } from '../plan-migration.ts';
import { usageErrorCode } from '../usage-error.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit apply`: plans, asks, and carries out. */
export function applyCommand(context: CommandContext): Command {
  return new Command('apply')
    .description(
      'Carry out what brings the migration to the phase that the file asks for. May be interrupted at any time and run again.',
    )
    .option('--auto-approve', 'do not ask before carrying out')
    .option('--confirm <name>', 'the name of the migration, for steps that destroy something for good')
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const view = new ApplyView(context, options);
      const isApproved = command.opts()['autoApprove'] === true;
      const confirmedName: string | undefined = command.opts()['confirm'];
      await withMigrations(command, context, async (migration) => {
        const exitCode = await applyOne(migration, { context, options, view, isApproved, confirmedName });
        context.finish(exitCode);
        return exitCode === exitCodes.ok ? 'goOn' : 'stop';
      });
    });
}

interface ApplyParts {
  readonly context: CommandContext;
  readonly options: GlobalOptions;
  readonly view: ApplyView;
  readonly isApproved: boolean;
  readonly confirmedName: string | undefined;
}

async function applyOne(migration: OpenMigration, parts: ApplyParts): Promise<ExitCode> {
  const { context, options, view, isApproved, confirmedName } = parts;
  const shown = await planMigration(migration, context);
  view.showPlan(shown);
  if (!isToBeDone(shown)) return exitCodeOf(shown);
  if (!isApproved) await askApproval(shown, context, options);
  await demandName(shown, confirmedName, context, options);
  const actor = actorOf(context.env);
  const onWait = (holder: LockInfo) => view.waitingForLock(holder);
  await using lock = await migration.ledger.lock(actor, `apply to ${shown.phase}`, options.lockTimeoutMs, onWait);
  // Whoever had the lock before may have done all of it, or something else.
  const plan = await planMigration(migration, context);
  if (!hasSameSteps(plan, shown)) {
    if (!isApproved || plan.steps.some(({ needsConfirmation }) => needsConfirmation)) throw staleApproval();
    view.showChangedPlan(plan);
    if (!isToBeDone(plan)) return exitCodeOf(plan);
  }
  const { signal, env, now } = context;
  const result = await applyPlan({ migration, plan, lock, signal, env, now, emit: (event) => view.show(event) });
  if (result.error !== undefined) view.showFailure(result.error);
  return result.exitCode;
}

const isToBeDone = (plan: Plan) => plan.steps.length > 0 && !hasErrors(plan);
const exitCodeOf = (plan: Plan) => (hasErrors(plan) ? exitCodes.checksBlock : exitCodes.ok);

function hasSameSteps(a: Plan, b: Plan): boolean {
  const essence = ({ steps, diagnostics }: Plan) =>
    JSON.stringify([steps.map(({ id }) => id), diagnostics.filter(({ severity }) => severity === 'error')]);
  return essence(a) === essence(b);
}

/** Steps that destroy something for good want the name, typed or given: a yes is given too quickly. */
async function demandName(
  plan: Plan,
  confirmedName: string | undefined,
  context: CommandContext,
  options: GlobalOptions,
): Promise<void> {
  const step = plan.steps.find(({ needsConfirmation }) => needsConfirmation);
  if (step === undefined || confirmedName === plan.migration) return;
  const canAsk = confirmedName === undefined && canBeAsked(context, options);
  if (canAsk && (await askText(`${step.summary}.\nType the name of the migration to confirm`)) === plan.migration)
    return;
  throw new UserError('GW814', {
    summary: `The plan has a step that destroys something for good, and was not confirmed by name: ${step.summary}`,
    hint: `Run godwit apply --confirm ${plan.migration}`,
  });
}

function canBeAsked(context: CommandContext, options: GlobalOptions): boolean {
  return context.isTTY && options.hasInput && options.format === 'text';
}

async function askApproval(plan: Plan, context: CommandContext, options: GlobalOptions): Promise<void> {
  if (!canBeAsked(context, options)) {
    throw new UserError(usageErrorCode, {
      summary: 'There is nobody to approve the plan',
      hint: 'Review it with `godwit plan`, then run `godwit apply --auto-approve`',
    });
  }
  if (await confirm(`Carry out plan ${plan.id}?`)) return;
  throw new UserError('GW810', { summary: 'The plan was not approved; nothing was done' });
}

function staleApproval(): UserError {
  return new UserError('GW811', {
    summary: 'What has to be done is no longer what was approved; nothing was done',
    detail: 'Another run, or the sync itself, went on meanwhile',
    hint: 'Run `godwit apply` again and look at the plan as it is now',
    exitCode: exitCodes.planStale,
  });
}
