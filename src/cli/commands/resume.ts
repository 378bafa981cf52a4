import { Command } from 'commander';
import { UserError } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { ownSync } from '../own-sync.ts';
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
        const { engine, loaded } = migration;
        const { state } = await ownSync(migration);
        if (state === 'absent' || state === 'committed') throw nothingToResume(loaded.name, state);
        await engine.launch();
        const { state: launched } = await engine.observe();
        if (launched === 'paused' || launched === 'failed') await engine.resume();
        tellChange(context, options, { migration: loaded.name, change: 'resumed', next: 'godwit status' });
        return 'goOn';
      });
    });
}

function nothingToResume(name: string, state: 'absent' | 'committed'): UserError {
  return new UserError('GW812', {
    summary: `${name} cannot be resumed: its sync ${state === 'absent' ? 'has not begun' : 'is committed'}`,
    hint: state === 'absent' ? 'Begin it with `godwit apply`' : 'See `godwit status`',
  });
}
