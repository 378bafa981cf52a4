import { Command } from 'commander';
import { clusterTimeParts } from '../../mongo/cluster-time.ts';
import { observe } from '../../observe/observe.ts';
import { migrationStatus } from '../../report/status.ts';
import { paintFor } from '../../report/text/paint.ts';
import { renderStatus, statusLine } from '../../report/text/status.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { interruptible } from '../interruptible.ts';
import { jsonFileOf } from '../json-output.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit status`: where a migration stands, why it waits, and what may be done now. */
export function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description(
      'Tell where the migration stands: state, progress, rates, lag, what it waits for, what can be done now.',
    )
    .action(async (_options, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      const file = jsonFileOf(context, globalOptions(command));
      await withMigrations(command, context, async (migration, options) => {
        const observation = await interruptible(context.signal, async () => await observe(migration, context.now()));
        const { name, spec } = migration.loaded;
        const status = migrationStatus(name, spec.phase, observation);
        if (options.format === 'json') {
          context.stdout.write(`${JSON.stringify({ format_version: '1.0', ...status }, bigintAsTime)}\n`);
        } else if (context.isTTY) {
          context.stdout.write(renderStatus(status, paintFor(hasColors(context, options.hasColor))));
        } else context.stdout.write(statusLine(status));
        file?.write(`${JSON.stringify({ format_version: '1.0', ...status }, bigintAsTime)}\n`);
        return 'goOn';
      });
    });
}

/** Cluster times are 64 bits wide, which JSON numbers are not. */
function bigintAsTime(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? clusterTimeParts(value) : value;
}
