import { hostname } from 'node:os';
import { Command } from 'commander';
import { runGuardian } from '../../guardian/guardian.ts';
import { ApplyView } from '../apply-view.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { takeBackCutover } from '../take-back-cutover.ts';
import { withMigrations } from '../with-migrations.ts';

/** The lock of a run that died elsewhere runs out by then. */
const lockTimeoutMs = 60_000;

/** `godwit guard`: stands by on another machine while a cutover runs. */
export function guardCommand(context: CommandContext): Command {
  return new Command('guard')
    .description(
      'Watch over cutovers of the migration until interrupted. When the run of one falls silent before the switch, ' +
        'writes are allowed on the source again at once, and then everything else is taken back, hooks included. ' +
        'Run it on another machine than apply and the sync engine.',
    )
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const views = new ApplyView(context, options);
      await withMigrations(command, context, async (migration, _options, selection) => {
        const view = views.of(migration.loaded.name, false);
        context.stderr.write(`Guarding ${migration.loaded.name}\n`);
        await runGuardian({
          source: migration.source.client,
          destination: migration.destination.client,
          migration: migration.loaded.name,
          name: `godwit guard ${process.pid} on ${hostname()}`,
          signal: context.signal,
          log: (message, fields) => context.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
          onTakenBack: async () => void (await takeBackCutover(migration, { view, context, selection, lockTimeoutMs })),
        });
        return 'goOn';
      });
    });
}
