import { Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../../lib/errors.ts';
import { type Approval, applyMigration } from '../../pipeline/apply-migration.ts';
import { openLoaded } from '../../pipeline/open-loaded.ts';
import { expiredPlan } from '../../pipeline/stale-plan.ts';
import type { SavedPlans } from '../../plan/saved-plan.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { Phase } from '../../spec/migration.ts';
import { applyMany } from '../apply-many.ts';
import { ApplyView } from '../apply-view.ts';
import { consentOf } from '../consent.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';
import { heldAt, heldPhases } from '../held-at.ts';
import { readPlanFile } from '../plan-file.ts';
import { selectMigrations } from '../select-migrations.ts';
import { usageErrorCode } from '../usage-error.ts';
import { waitForPhase } from '../wait-for-phase.ts';
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
    .option('--confirm <name>', 'the name of the migration, for steps that destroy something for good')
    .option('--since <commit>', 'give up migrations whose files were removed since this commit, where that is approved')
    .addOption(
      new Option('--until <phase>', 'go no further than this phase, though the file asks for more').choices(heldPhases),
    )
    .option('--background', 'start or resume the sync, and leave it to its engine')
    .option('--attach', 'follow a sync in the background or a run on another machine; changes nothing')
    .addOption(
      new Option('--parallel <count>', 'how many migrations at a time, where there are several')
        .argParser(parseCount)
        .default(1, '1'),
    )
    .action(async (planFile: string | undefined, _options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      if (command.opts()['attach'] === true) return await attach(command, context, planFile);
      const saved = planFile === undefined ? undefined : await readPlanFile(planFile, context.cwd);
      const overrides = saved === undefined ? {} : selectionOf(saved, command, options, context.now());
      const flags = command.opts<ApplyFlags>();
      const found = await selectMigrations({ ...options, ...overrides }, context, saved?.since ?? flags.since);
      const selected = held(found.selected, flags.until, saved);
      const selection = { ...found, selected };
      if (selected.length === 0) return;
      const { autoApprove = false, background = false, parallel = 1, confirm: confirmedName } = flags;
      const limit = saved === undefined && !autoApprove ? 1 : parallel;
      const view = new ApplyView(context, options);
      const viewOf = (name: string) => view.of(name, limit > 1 && selected.length > 1);
      const { lockTimeoutMs } = options;
      const consent = consentOf(context, options, confirmedName);
      const parts = { context, lockTimeoutMs, isInBackground: background, selection, consent };
      const use = async (loaded: LoadedMigration) => {
        const plan = saved?.plans.find(({ migration }) => migration === loaded.name);
        const approval: Approval =
          plan === undefined ? { by: autoApprove ? 'flag' : 'question' } : { by: 'review', plan };
        await using migration = await openLoaded(loaded, context, options, true);
        return await applyMigration(migration, { ...parts, view: viewOf(loaded.name), approval });
      };
      // One alone ends the command as it ends: its error is told where all errors are.
      const [only] = selected;
      if (only !== undefined && selected.length === 1) {
        const result = await view.recordFailure(only.name, async () => await use(only));
        return context.finish(result.exitCode);
      }
      const summary = await applyMany(selected, limit, use, ({ name }, error) => viewOf(name).showFailure(error));
      view.showSummary(summary);
      context.finish(summary.exitCode);
    });
}

interface ApplyFlags {
  readonly autoApprove?: boolean;
  readonly confirm?: string;
  readonly background?: boolean;
  readonly parallel?: number;
  readonly since?: string;
  readonly until?: Phase;
}

function held(selected: readonly LoadedMigration[], until: Phase | undefined, saved: SavedPlans | undefined) {
  if (until === undefined) return selected;
  if (saved !== undefined) {
    throw new UserError(usageErrorCode, {
      summary: 'A saved plan is carried out as a whole: --until does not go with it',
      hint: 'Leave --until out, or apply without a plan',
    });
  }
  // What is given up ends, whatever its file said.
  return selected.map((one) => (one.removedSince === undefined ? heldAt(one, until) : one));
}

/** Follows what somebody else carries on, to the phase that the file asks for. */
async function attach(command: Command, context: CommandContext, planFile: string | undefined): Promise<void> {
  if (planFile !== undefined) {
    throw new UserError(usageErrorCode, {
      summary: '--attach follows what is going on; a plan is not carried out by it',
      hint: 'Give either the plan, or --attach',
    });
  }
  await withMigrations(command, context, async (migration, options) => {
    await waitForPhase(migration, { context, options, phase: migration.loaded.spec.phase, timeoutMs: undefined });
    return 'goOn';
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
  const isOther = targets.length > 0 && targets.join() !== saved.targets.join();
  if (isOther || (environment !== undefined && environment !== saved.environment)) {
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

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Write a number from 1 on.');
  return count;
}
