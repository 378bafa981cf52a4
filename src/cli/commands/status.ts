import { Command, Option } from 'commander';
import { observe } from '../../observe/observe.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { clusterTimesAsParts, statusEvent } from '../../report/json/events.ts';
import { migrationStatus } from '../../report/status.ts';
import { paintFor } from '../../report/text/paint.ts';
import { renderStatus, statusLine } from '../../report/text/status.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, parseDuration, requireFormat } from '../global-options.ts';
import { EventOutputs } from '../json-output.ts';
import { waitForPhase } from '../wait-for-phase.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit status`: where a migration stands, why it waits, and what may be done now. */
export function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description(
      'Tell where the migration stands: state, progress, rates, lag, what it waits for, what can be done now.',
    )
    .option('--wait-for <phase>', 'wait until the migration has come to this phase, following it')
    .addOption(new Option('--timeout <duration>', 'how long to wait').argParser(parseDuration))
    .action(async (_options, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      const events = new EventOutputs(context, globalOptions(command), false);
      const { waitFor, timeout } = command.opts<{ waitFor?: string; timeout?: number }>();
      await withMigrations(command, context, async (migration, options) => {
        if (waitFor !== undefined) {
          await waitForPhase(migration, { context, options, phase: waitFor, timeoutMs: timeout });
        }
        const observation = await interruptible(context.signal, async () => await observe(migration, context.now()));
        const { name, spec } = migration.loaded;
        const status = migrationStatus(name, spec.phase, observation, spec.engine.adopt);
        if (options.format === 'json') {
          context.stdout.write(`${JSON.stringify({ format_version: '1.0', ...status }, clusterTimesAsParts)}\n`);
        } else if (context.isTTY) {
          context.stdout.write(renderStatus(status, paintFor(hasColors(context, options.hasColor))));
        } else context.stdout.write(statusLine(status));
        events.write(statusEvent(status, context.now()));
        return 'goOn';
      });
    });
}
