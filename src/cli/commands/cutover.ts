import { Command } from 'commander';
import { comparePlansOf, type MigrationQueries } from '../../apply/compare-plans-of.ts';
import { hashToApprove } from '../../apply/gates/approvals.ts';
import { rehearseCutover } from '../../apply/rehearse-cutover.ts';
import { CutoverBoard } from '../../guardian/cutover-board.ts';
import { GuardStore } from '../../guardian/guard-document.ts';
import { readJournal } from '../../ledger/journal.ts';
import { exitCodes, UserError } from '../../lib/errors.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { actorOf } from '../../pipeline/actor.ts';
import { planMigration } from '../../pipeline/plan-migration.ts';
import type { Selection } from '../../pipeline/selection.ts';
import { hasErrors } from '../../plan/plan.ts';
import { printable } from '../../report/text/printable.ts';
import { ApplyView } from '../apply-view.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';
import { takeBackCutover } from '../take-back-cutover.ts';
import { usageErrorCode } from '../usage-error.ts';
import { withMigrations } from '../with-migrations.ts';

/** How long a run gets to take back what it did. */
const runTimeoutMs = 90_000;

/** For the queries that are running while a dry run looks. */
const lookForMs = 2_000;

interface CutoverFlags {
  readonly dryRun?: boolean;
  readonly cancel?: boolean;
  readonly approve?: string;
  readonly comment?: string;
}

/** `godwit cutover`: what people do around a cutover; it is begun by `apply`. */
export function cutoverCommand(context: CommandContext): Command {
  return new Command('cutover')
    .description(
      'Rehearse, approve or take back a cutover. It is begun by `godwit apply` of a file with `phase: cutover`, and ' +
        'nothing of it can be taken back by --cancel once the switch has begun.',
    )
    .option('--dry-run', 'read every gate and make every check that the cutover makes; nothing is changed')
    .option('--cancel', 'take back a cutover or a rollback that waits for its gates, or whose switch has not begun')
    .option(
      '--approve <gate>',
      'approve the cutover of this version of the file, for a gate of cutover.gates.approvals',
    )
    .option('--comment <text>', 'kept with the approval')
    .action(async (flags: CutoverFlags, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const given = [flags.dryRun, flags.cancel, flags.approve].filter((flag) => flag !== undefined);
      if (given.length !== 1) {
        throw new UserError(usageErrorCode, {
          summary: '`godwit cutover` takes one of --dry-run, --cancel and --approve GATE',
          hint: 'A cutover is begun with `phase: cutover` in the file and `godwit apply`',
        });
      }
      await withMigrations(command, context, async (migration, _options, selection) => {
        if (flags.dryRun) await dryRun(migration, context, options, selection);
        else if (flags.cancel) await cancel(migration, context, options, selection);
        else await approve(migration, context, flags);
        return 'goOn';
      });
    });
}

async function dryRun(
  migration: OpenMigration,
  context: CommandContext,
  { format }: GlobalOptions,
  selection: Selection,
): Promise<void> {
  const plan = await planMigration(migration, context, selection, 'cutover');
  const { env, signal, now } = context;
  const startedBy = actorOf(env).user;
  const [readings, queries] = await Promise.all([
    rehearseCutover({ migration, closing: migration.source, env, signal, now, startedBy }),
    comparePlansOf(migration, { signal, lookForMs }),
  ]);
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const isReady = readings.every(({ isOpen }) => isOpen) && errors.length === 0;
  if (format === 'json') {
    const document = {
      format_version: '1.0',
      migration: plan.migration,
      isReady,
      readings,
      queries,
      diagnostics: errors,
    };
    context.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  } else {
    const lines = [
      ...readings.map(({ isOpen, words }) => `${isOpen ? 'ok     ' : 'not yet'}  ${words}`),
      ...queryLines(queries),
      ...errors.map(({ code, summary }) => `error    [${code}] ${summary}`),
      isReady
        ? 'A cutover could begin now. Nothing was changed'
        : 'A cutover would not come through now. Nothing was changed',
    ];
    context.stdout.write(`${lines.join('\n')}\n`);
  }
  if (!isReady) context.finish(hasErrors(plan) ? exitCodes.checksBlock : exitCodes.gateNotMet);
}

/** Warnings only: whoever switches knows what will be slower. */
function queryLines({ compared, regressions, why }: MigrationQueries): readonly string[] {
  if (why !== undefined) return [`note     queries could not be compared: ${printable(why)}`];
  return [
    `${regressions.length === 0 ? 'ok     ' : 'warning'}  ${compared} query shapes of the source explained on both sides, ${regressions.length} answered worse on the destination`,
    ...regressions.map(({ shape, words }) => `warning  ${printable(shape)}: ${words}`),
  ];
}

async function cancel(
  migration: OpenMigration,
  context: CommandContext,
  options: GlobalOptions,
  selection: Selection,
): Promise<void> {
  const { loaded, destination, ledger } = migration;
  const { user, host } = actorOf(context.env);
  const by = `${user} on ${host}`;
  const board = new CutoverBoard(destination.client, loaded.name);
  const { waiting } = await board.read();
  const { open } = readJournal(await ledger.read());
  if (open === undefined && waiting === undefined) {
    context.stdout.write(`No cutover of ${loaded.name} is under way\n`);
    return;
  }
  await board.cancel(by);
  await new GuardStore(destination.client).cancel(loaded.name, by);
  const view = new ApplyView(context, options).of(loaded.name, false);
  const result = await takeBackCutover(migration, { view, context, selection, lockTimeoutMs: runTimeoutMs });
  if (result !== undefined && result.exitCode !== exitCodes.ok) return context.finish(result.exitCode);
  const journal = readJournal(await ledger.read());
  const last = journal.entries.findLast((entry) => entry.kind === 'transactionEnded');
  const transaction = journal.open?.transaction ?? last?.transaction ?? 'cutover';
  if (journal.open !== undefined || last?.outcome === 'done') throw tooLate(transaction);
  context.stdout.write(`The ${transaction} of ${loaded.name} is taken back\n`);
}

function tooLate(transaction: string): UserError {
  const back = transaction === 'rollback' ? '`phase: cutover` goes over again' : '`phase: rolledBack` goes back';
  return new UserError('GW813', {
    summary: `The switch had begun, so that the ${transaction} cannot be cancelled`,
    hint: `Let it come to its end with \`godwit apply\`; then ${back}`,
    exitCode: exitCodes.gateNotMet,
  });
}

async function approve(migration: OpenMigration, context: CommandContext, flags: CutoverFlags): Promise<void> {
  const { loaded, destination } = migration;
  const gate = flags.approve!;
  const approvals = loaded.spec.cutover.gates.approvals;
  const declared = approvals.find(({ name }) => name === gate);
  const { user } = actorOf(context.env);
  if (declared === undefined) {
    throw new UserError('GW791', {
      summary: `The file has no approval gate "${gate}"`,
      hint:
        approvals.length === 0
          ? 'See cutover.gates.approvals'
          : `There are: ${approvals.map(({ name }) => name).join(', ')}`,
    });
  }
  if (declared.by.length > 0 && !declared.by.includes(user)) {
    throw new UserError('GW791', {
      summary: `${user} is not among those who may approve "${gate}"`,
      detail: declared.by.join(', '),
    });
  }
  const specHash = hashToApprove(loaded);
  await new CutoverBoard(destination.client, loaded.name).approve({
    gate,
    by: user,
    at: context.now().toISOString(),
    specHash,
    comment: flags.comment,
  });
  context.stdout.write(`${user} approved "${gate}" of ${loaded.name} as the file is now (${specHash})\n`);
}
