import { Command } from 'commander';
import { resumeSync } from '../../pipeline/resume-sync.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { tellChange } from '../tell-change.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit resume`: lets a paused sync go on at its checkpoint. */
export function resumeCommand(context: CommandContext): Command {
  return new Command('resume')
    .description(
      'Let a paused or failed sync go on at its last checkpoint; its process is started where it does not run.',
    )
    .action(async (_options, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      await withMigrations(command, context, async (migration, options) => {
        await resumeSync(migration);
        tellChange(context, options, { migration: migration.loaded.name, change: 'resumed', next: 'godwit status' });
        return 'goOn';
      });
    });
}
