import { Command, Option } from 'commander';
import { exitCodes } from '../../lib/errors.ts';
import { tellOfStanding } from '../../pipeline/notify-of-run.ts';
import { planMigration } from '../../pipeline/plan-migration.ts';
import { version } from '../../pipeline/version.ts';
import { hasErrors, isChanged, type Plan } from '../../plan/plan.ts';
import { savedPlans } from '../../plan/saved-plan.ts';
import { deliveryMessage } from '../../report/event-message.ts';
import { notificationEvent, planEvent } from '../../report/json/events.ts';
import { planReport } from '../../report/markdown/plan-report.ts';
import { paintFor } from '../../report/text/paint.ts';
import { renderPlan } from '../../report/text/plan.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, parseDuration, requireFormat } from '../global-options.ts';
import { EventOutputs } from '../json-output.ts';
import { writePlanFile } from '../plan-file.ts';
import { reportOptions } from '../plan-report-options.ts';
import { withMigrations } from '../with-migrations.ts';

const week = 7 * 86_400_000;

/** `godwit plan`: what apply would do, and why; changes nothing. */
export function planCommand(context: CommandContext): Command {
  return new Command('plan')
    .description('Compare what the file asks for with what is, and print the steps in between. Nothing is changed.')
    .option('--out <file>', 'save the plan, so that `godwit apply FILE` does this and nothing else')
    .addOption(
      new Option('--valid-for <duration>', 'how long a saved plan may be applied')
        .argParser(parseDuration)
        .default(week, '7d'),
    )
    .option('--since <commit>', 'plan to give up migrations whose files were removed since this commit')
    .option(
      '--detailed-exitcode',
      'exit with 2 when there is something to do or something has drifted, 0 when there is not',
    )
    .option('--expect-no-changes', 'exit with 1 when there is something to do or something has drifted')
    .option(
      '--notify',
      'tell those under `notifications` of what is amiss: drift, a sync that failed, stalls or lags, an end that is near',
    )
    .action(async (_options, command: Command) => {
      const { format, hasColor, files, environment, targets } = globalOptions(command);
      requireFormat(command, format, ['text', 'json', 'markdown']);
      const paint = paintFor(hasColors(context, hasColor));
      const { since } = command.opts<{ since?: string }>();
      const plans: Plan[] = [];
      const events = new EventOutputs(context, globalOptions(command), false);
      await withMigrations(
        command,
        context,
        async (migration, _options, selection) => {
          const plan = await planMigration(migration, context, selection);
          plans.push(plan);
          if (format === 'text') context.stdout.write(renderPlan(plan, paint));
          events.write(planEvent(plan, context.now()));
          if (command.opts()['notify'] === true) {
            await tellOfStanding(migration, plan, context, (result) => {
              events.write(notificationEvent(result, plan.migration, context.now()));
              if (!result.isDelivered && format !== 'json') context.stderr.write(`${deliveryMessage(result)}\n`);
            });
          }
          return 'goOn';
        },
        { since, mayBeOutOfSight: true },
      );
      if (plans.length === 0) return;
      const { out, validFor } = command.opts<{ out?: string; validFor: number }>();
      const now = context.now();
      const saved = savedPlans({
        godwitVersion: version(),
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + validFor).toISOString(),
        files,
        environment,
        targets,
        since,
        plans,
      });
      if (out !== undefined) await writePlanFile(out, context.cwd, saved);
      if (format === 'json') context.stdout.write(`${JSON.stringify(saved)}\n`);
      else if (format === 'markdown') context.stdout.write(planReport(plans, reportOptions(saved, out)));
      else if (out !== undefined) context.stdout.write(`\nSaved. To carry out exactly this: godwit apply ${out}\n`);
      context.finish(exitCodeOf(plans, command.opts()));
    });
}

function exitCodeOf(plans: readonly Plan[], options: { detailedExitcode?: boolean; expectNoChanges?: boolean }) {
  if (plans.some(hasErrors)) return exitCodes.checksBlock;
  if (!plans.some(isChanged)) return exitCodes.ok;
  if (options.expectNoChanges === true) return exitCodes.error;
  return options.detailedExitcode === true ? exitCodes.changesPresent : exitCodes.ok;
}
