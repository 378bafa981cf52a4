import { Command } from 'commander';
import { applyPlan } from '../../apply/apply-plan.ts';
import type { LockInfo } from '../../ledger/ledger-store.ts';
import { type ExitCode, exitCodes, UserError } from '../../lib/errors.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { isProvisioning } from '../../plan/is-provisioning.ts';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import { actorOf } from '../actor.ts';
import { ApplyView } from '../apply-view.ts';
import { confirm } from '../confirm.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';
import { planMigration } from '../plan-migration.ts';
import { usageErrorCode } from '../usage-error.ts';
import { openLoaded, withMigrations } from '../with-migrations.ts';

/** `godwit apply`: plans, asks, and carries out. */
export function applyCommand(context: CommandContext): Command {
  return new Command('apply')
    .description(
      'Carry out what brings the migration to the phase that the file asks for. May be interrupted at any time and run again.',
    )
    .option('--auto-approve', 'do not ask before carrying out')
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const view = new ApplyView(context, options);
      const isApproved = command.opts()['autoApprove'] === true;
      await withMigrations(
        command,
        context,
        async (migration) => {
          const exitCode = await applyOne(migration, { context, options, view, isApproved });
          context.finish(exitCode);
          return exitCode === exitCodes.ok ? 'goOn' : 'stop';
        },
        { mayBeOutOfSight: true },
      );
    });
}

interface ApplyParts {
  readonly context: CommandContext;
  readonly options: GlobalOptions;
  readonly view: ApplyView;
  readonly isApproved: boolean;
}

async function applyOne(migration: OpenMigration, parts: ApplyParts): Promise<ExitCode> {
  const { context, options, view, isApproved } = parts;
  const shown = await planMigration(migration, context);
  view.showPlan(shown);
  if (!isToBeDone(shown)) return exitCodeOf(shown);
  if (!isApproved) await askApproval(shown, context, options);
  if (migration.outOfSight === undefined) return await carryOut(migration, shown, parts);
  // The destination is made first; what comes after it is planned again once it can be looked at.
  const [making, rest] = [shown.steps.filter(isProvisioning), shown.steps.filter((one) => !isProvisioning(one))];
  const made = await carryOut(migration, { ...shown, steps: making }, parts);
  if (made !== exitCodes.ok) return made;
  await using inSight = await openLoaded(migration.loaded, context, options, false);
  return await carryOut(inSight, { ...shown, steps: rest }, parts);
}

/** Carries out what was approved, if it is still what has to be done. */
async function carryOut(migration: OpenMigration, approved: Plan, parts: ApplyParts): Promise<ExitCode> {
  const { context, options, view, isApproved } = parts;
  const actor = actorOf(context.env);
  const onWait = (holder: LockInfo) => view.waitingForLock(holder);
  await using lock = await migration.ledger.lock(actor, `apply to ${approved.phase}`, options.lockTimeoutMs, onWait);
  // Whoever had the lock before may have done all of it, or something else.
  const all = await planMigration(migration, context);
  const plan = migration.outOfSight === undefined ? all : { ...all, steps: all.steps.filter(isProvisioning) };
  if (!hasSameSteps(plan, approved)) {
    if (!isApproved) throw staleApproval();
    view.showChangedPlan(plan);
  }
  if (!isToBeDone(plan)) return exitCodeOf(plan);
  const { signal, env, now } = context;
  const result = await applyPlan({ migration, plan, lock, signal, env, now, emit: (event) => view.show(event) });
  if (result.error !== undefined) view.showFailure(result.error);
  return result.exitCode;
}

const isToBeDone = (plan: Plan) => plan.steps.length > 0 && !hasErrors(plan);
const exitCodeOf = (plan: Plan) => (hasErrors(plan) ? exitCodes.checksBlock : exitCodes.ok);

function hasSameSteps(a: Plan, b: Plan): boolean {
  const essence = ({ steps, diagnostics }: Plan) =>
    JSON.stringify([
      steps.map(({ id, inputs }) => [id, inputs]),
      diagnostics.filter(({ severity }) => severity === 'error'),
    ]);
  return essence(a) === essence(b);
}

async function askApproval(plan: Plan, context: CommandContext, options: GlobalOptions): Promise<void> {
  if (!context.isTTY || !options.hasInput || options.format !== 'text') {
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
