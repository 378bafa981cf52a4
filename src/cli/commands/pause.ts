import { Command } from 'commander';
import { pauseSync } from '../../pipeline/pause-sync.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { tellChange } from '../tell-change.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit pause`: stops copying and following at a checkpoint. */
export function pauseCommand(context: CommandContext): Command {
  return new Command('pause')
    .description("Pause the sync at a checkpoint. The source's oplog must still hold that point when it is resumed.")
    .action(async (_options, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      await withMigrations(command, context, async (migration, options) => {
        await pauseSync(migration);
        tellChange(context, options, { migration: migration.loaded.name, change: 'paused', next: 'godwit resume' });
        return 'goOn';
      });
    });
}
