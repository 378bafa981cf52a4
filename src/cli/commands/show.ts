import { Command } from 'commander';
import type { SavedPlans } from '../../plan/saved-plan.ts';
import { planReport } from '../../report/markdown/plan-report.ts';
import { paintFor } from '../../report/text/paint.ts';
import { renderPlan } from '../../report/text/plan.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { readPlanFile } from '../plan-file.ts';
import { reportOptions } from '../plan-report-options.ts';

/** `godwit show`: a saved plan, in the words in which `apply` will show it. Nothing is connected to. */
export function showCommand(context: CommandContext): Command {
  return new Command('show')
    .description('Show a plan that `godwit plan --out` saved, as `godwit apply` will show it. Nothing is connected to.')
    .argument('<plan>', 'a saved plan')
    .action(async (file: string, _options, command: Command) => {
      const { format, hasColor } = globalOptions(command);
      requireFormat(command, format, ['text', 'json', 'markdown']);
      const saved = await readPlanFile(file, context.cwd);
      if (format === 'json') context.stdout.write(`${JSON.stringify(saved)}\n`);
      else if (format === 'markdown') context.stdout.write(planReport(saved.plans, reportOptions(saved, file)));
      else {
        const paint = paintFor(hasColors(context, hasColor));
        for (const plan of saved.plans) context.stdout.write(`${renderPlan(plan, paint)}\n`);
        context.stdout.write(`${validity(saved, context.now())}\n`);
      }
    });
}

function validity({ expiresAt, godwitVersion }: SavedPlans, now: Date): string {
  const isExpired = now.getTime() >= Date.parse(expiresAt);
  return `Made by godwit ${godwitVersion}; ${isExpired ? 'expired' : 'may be applied until'} ${expiresAt}`;
}
