import { Command } from 'commander';
import { UserError } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { ownSync } from '../own-sync.ts';
import { tellChange } from '../tell-change.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit pause`: stops copying and following at a checkpoint. */
export function pauseCommand(context: CommandContext): Command {
  return new Command('pause')
    .description("Pause the sync at a checkpoint. The source's oplog must still hold that point when it is resumed.")
    .action(async (_options, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      await withMigrations(command, context, async (migration, options) => {
        const { engine, loaded } = migration;
        const { state } = await ownSync(migration);
        if (state === 'absent' || state === 'committed') throw nothingToPause(loaded.name, state);
        if (state !== 'paused') await engine.pause();
        tellChange(context, options, { migration: loaded.name, change: 'paused', next: 'godwit resume' });
        return 'goOn';
      });
    });
}

function nothingToPause(name: string, state: 'absent' | 'committed'): UserError {
  return new UserError('GW812', {
    summary: `${name} cannot be paused: its sync ${state === 'absent' ? 'has not begun' : 'is committed'}`,
    hint: 'See `godwit status`',
  });
}
