import { Command } from 'commander';
import { exitCodes, UserError } from '../../lib/errors.ts';
import type { SavedPlans } from '../../plan/saved-plan.ts';
import { type Approval, applyMigration } from '../apply-migration.ts';
import { ApplyView } from '../apply-view.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';
import { readPlanFile } from '../plan-file.ts';
import { expiredPlan } from '../stale-plan.ts';
import { usageErrorCode } from '../usage-error.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit apply`: plans, asks, and carries out; or carries out what was reviewed. */
export function applyCommand(context: CommandContext): Command {
  return new Command('apply')
    .description(
      'Carry out what brings the migration to the phase that the file asks for. May be interrupted at any time and run again. ' +
        'With a plan from `godwit plan --out`, carry out that plan and nothing else: giving it is the approval.',
    )
    .argument('[plan]', 'a saved plan')
    .option('--auto-approve', 'do not ask before carrying out')
    .action(async (planFile: string | undefined, _options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const saved = planFile === undefined ? undefined : await readPlanFile(planFile, context.cwd);
      const overrides = saved === undefined ? {} : selectionOf(saved, command, options, context.now());
      const view = new ApplyView(context, options);
      const isApproved = command.opts()['autoApprove'] === true;
      const approvalOf = (name: string): Approval => {
        const plan = saved?.plans.find(({ migration }) => migration === name);
        return plan === undefined ? { by: isApproved ? 'flag' : 'question' } : { by: 'review', plan };
      };
      await withMigrations(
        command,
        context,
        async (migration) => {
          const approval = approvalOf(migration.loaded.name);
          const exitCode = await applyMigration(migration, { context, options, view, approval });
          context.finish(exitCode);
          return exitCode === exitCodes.ok ? 'goOn' : 'stop';
        },
        overrides,
      );
    });
}

/** A saved plan says itself what it is of; only where the files are may have changed. */
function selectionOf(
  saved: SavedPlans,
  command: Command,
  { environment, targets }: GlobalOptions,
  now: Date,
): Partial<GlobalOptions> {
  if (now.getTime() >= Date.parse(saved.expiresAt)) throw expiredPlan(saved.expiresAt);
  if (targets.length > 0 || (environment !== undefined && environment !== saved.environment)) {
    throw new UserError(usageErrorCode, {
      summary: 'A saved plan says itself which migrations and which environment it is for',
      hint: 'Leave out --target and --env, or make another plan with `godwit plan --out FILE`',
    });
  }
  const hasFiles = command.optsWithGlobals()['file'] !== undefined;
  return {
    ...(hasFiles ? {} : { files: saved.files }),
    environment: saved.environment,
    targets: saved.plans.map(({ migration }) => migration),
  };
}
