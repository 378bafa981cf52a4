import { Command } from 'commander';
import { exitCodes } from '../../lib/errors.ts';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import { planLine } from '../../report/json/events.ts';
import { paintFor } from '../../report/text/paint.ts';
import { renderPlan } from '../../report/text/plan.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { jsonFileOf } from '../json-output.ts';
import { planMigration } from '../plan-migration.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit plan`: what apply would do, and why; changes nothing. */
export function planCommand(context: CommandContext): Command {
  return new Command('plan')
    .description('Compare what the file asks for with what is, and print the steps in between. Nothing is changed.')
    .option('--detailed-exitcode', 'exit with 2 when there is something to do, 0 when there is not')
    .option('--expect-no-changes', 'exit with 1 when there is something to do')
    .action(async (_options, command: Command) => {
      const { format, hasColor } = globalOptions(command);
      requireFormat(command, format, ['text', 'json']);
      const paint = paintFor(hasColors(context, hasColor));
      const plans: Plan[] = [];
      const file = jsonFileOf(context, globalOptions(command));
      await withMigrations(
        command,
        context,
        async (migration) => {
          const plan = await planMigration(migration, context);
          plans.push(plan);
          if (format === 'text') context.stdout.write(renderPlan(plan, paint));
          file?.write(planLine(plan, context.now()));
          return 'goOn';
        },
        { mayBeOutOfSight: true },
      );
      if (plans.length === 0) return;
      if (format === 'json')
        context.stdout.write(`${JSON.stringify({ format_version: '1.0', plans }, undefined, 2)}\n`);
      context.finish(exitCodeOf(plans, command.opts()));
    });
}

function exitCodeOf(plans: readonly Plan[], options: { detailedExitcode?: boolean; expectNoChanges?: boolean }) {
  if (plans.some(hasErrors)) return exitCodes.checksBlock;
  if (plans.every(({ steps }) => steps.length === 0)) return exitCodes.ok;
  if (options.expectNoChanges === true) return exitCodes.error;
  return options.detailedExitcode === true ? exitCodes.changesPresent : exitCodes.ok;
}
