import { appendFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { type ExitCode, exitCodes, messageOf } from '../../lib/errors.ts';
import { hasErrors, isChanged } from '../../plan/plan.ts';
import type { SavedPlans } from '../../plan/saved-plan.ts';
import { applyReport } from '../../report/markdown/apply-report.ts';
import { marker } from '../../report/markdown/markup.ts';
import { isCommitAtHand } from '../ci/commit-at-hand.ts';
import { reviewHostOf } from '../ci/find-host.ts';
import { planComment, putComment, reviewedPlan } from '../ci/plan-comment.ts';
import type { ReviewHost } from '../ci/review-host.ts';
import { type GodwitRun, runGodwit } from '../ci/run-godwit.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions } from '../global-options.ts';
import { planKey } from '../plan-report-options.ts';

/** `godwit ci`: what a pipeline does on a pull request, after its merge, and on a schedule. */
export function ciCommand(context: CommandContext): Command {
  return new Command('ci')
    .description(
      'What a pipeline does: on a pull request plan and comment, after the merge apply what was reviewed, on a schedule ' +
        'look for drift. Knows GitHub Actions and GitLab CI by their variables.',
    )
    .addCommand(
      new Command('plan')
        .summary('Validate, plan, and put the plan into a comment of the pull request')
        .description('Validate, plan, and put the plan into a comment of the pull request, over the one before.')
        .action(async (_options, command: Command) => await ciPlan(context, globalOptions(command))),
    )
    .addCommand(
      new Command('apply')
        .summary('Apply the plan that was reviewed on the pull request which was merged')
        .description(
          'Apply the plan that was reviewed on the pull request whose merge made this commit. It is refused where the ' +
            'situation has moved since, and continued where an earlier job died.',
        )
        .addOption(new Option('--background', 'start or resume the sync, and leave it to its engine'))
        .action(async (flags: { background?: boolean }, command: Command) => {
          await ciApply(context, globalOptions(command), flags.background === true);
        }),
    )
    .addCommand(
      new Command('drift')
        .summary('Fail when something is to be done, or was changed by others')
        .description(
          'Plan, tell those under `notifications` of what is amiss (drift, a sync that failed, stalls or lags, an end that is ' +
            'near), and end with 2 when something is to be done or something has drifted.',
        )
        .action(async (_options, command: Command) => await ciDrift(context, globalOptions(command))),
    );
}

async function ciPlan(context: CommandContext, options: GlobalOptions): Promise<void> {
  const host = reviewHostOf(context);
  const validated = await runGodwit(['validate', ...selection(options)], context);
  if (validated.exitCode !== exitCodes.ok) return finish(context, validated);
  const since = await sinceFlags(host, context);
  await withPlan(context, options, since, async (planned, planFile) => {
    if (planFile === undefined) return finish(context, planned);
    const report = await reportOf(planFile, host, context);
    const review = await host.findReview();
    if (review !== undefined) {
      const { body } = planComment(report, await readFile(planFile, 'utf8'));
      await putComment(review, report, body);
      context.stdout.write(`The plan is a comment of ${review.name}\n`);
    }
    finish(context, planned);
  });
}

/** Files that the pull request removes count as well. */
async function sinceFlags({ baseCommit }: ReviewHost, context: CommandContext): Promise<readonly string[]> {
  if (baseCommit === undefined) return [];
  if (await isCommitAtHand(baseCommit, context)) return ['--since', baseCommit];
  context.stderr.write(
    `Removed files are not looked for: this clone lacks the commit ${baseCommit} (fetch-depth: 0)\n`,
  );
  return [];
}

async function ciApply(context: CommandContext, options: GlobalOptions, isBackground: boolean): Promise<void> {
  const host = reviewHostOf(context);
  const review = await host.findReview();
  if (review === undefined) {
    context.stdout.write(
      'This commit was not made by a merge: there is nothing that was reviewed, and nothing is done\n',
    );
    return;
  }
  const saved = await reviewedPlan(review, marker(`plan ${planKey(options)}`));
  await inTemporary(async (directory) => {
    const file = join(directory, 'plan.json');
    await writeFile(file, saved, { mode: 0o600 });
    const flags = [...(isBackground ? ['--background'] : []), ...variables(options)];
    const applied = await runGodwit(['apply', file, ...flags], context);
    const report = applyReport(applied, planKey(options));
    if (host.summaryFile) appendFileSync(host.summaryFile, report);
    // What was done is done, whether or not it can be told.
    await putComment(review, report, report).catch((error: unknown) => {
      context.stderr.write(`${messageOf(error)}\n`);
    });
    finish(context, applied);
  });
}

async function ciDrift(context: CommandContext, options: GlobalOptions): Promise<void> {
  const host = reviewHostOf(context);
  await withPlan(context, options, ['--detailed-exitcode', '--notify'], async (planned, planFile) => {
    if (planFile !== undefined && planned.exitCode !== exitCodes.ok) await reportOf(planFile, host, context);
    finish(context, planned);
  });
}

/** Plans into a file that is there as long as `use` runs; `undefined` where there is no plan. */
async function withPlan(
  context: CommandContext,
  options: GlobalOptions,
  flags: readonly string[],
  use: (planned: GodwitRun, planFile: string | undefined) => Promise<void>,
): Promise<void> {
  await inTemporary(async (directory) => {
    const file = join(directory, 'plan.json');
    const planned = await runGodwit(['plan', '--out', file, ...flags, ...selection(options)], context);
    const isThere = await readFile(file).then(
      () => true,
      () => false,
    );
    await use(planned, isThere ? file : undefined);
  });
}

/** The report in Markdown, which the job shows as well; and the outputs for its later steps. */
async function reportOf(planFile: string, host: ReviewHost, context: CommandContext): Promise<string> {
  const { stdout } = await runGodwit(['show', planFile, '--format', 'markdown'], context, { isSilent: true });
  // Where the file was does not matter to anybody: it is carried by the comment.
  const report = stdout
    .replaceAll(`godwit apply ${planFile}`, 'godwit ci apply   # by the merge')
    .replaceAll(planFile, 'PLAN');
  if (host.summaryFile) appendFileSync(host.summaryFile, report);
  if (host.outputFile) {
    const { plans } = JSON.parse(await readFile(planFile, 'utf8')) as SavedPlans;
    const outputs = {
      'has-changes': plans.some(isChanged),
      'has-errors': plans.some(hasErrors),
      'plan-ids': plans.map(({ id }) => id).join(','),
    };
    appendFileSync(
      host.outputFile,
      Object.entries(outputs)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
  }
  return report;
}

async function inTemporary(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'godwit-ci-'));
  try {
    await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The flags that say what is planned, as they were given to this command. */
function selection({ files, environment, targets, vars }: GlobalOptions): readonly string[] {
  return [
    ...files.flatMap((file) => ['-f', file]),
    ...(environment === undefined ? [] : ['-e', environment]),
    ...targets.flatMap((target) => ['-t', target]),
    ...variables({ vars }),
  ];
}

function variables({ vars }: Pick<GlobalOptions, 'vars'>): readonly string[] {
  return Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]);
}

function finish(context: CommandContext, { exitCode }: GodwitRun): void {
  context.finish(exitCode as ExitCode);
}
