import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command, Option } from 'commander';
import { runGuardian } from '../../guardian/guardian.ts';
import { type GuardOrder, standGuard } from '../../guardian/stand-guard.ts';
import { Secret } from '../../lib/secret.ts';
import { ApplyView } from '../apply-view.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { takeBackCutover } from '../take-back-cutover.ts';
import { withMigrations } from '../with-migrations.ts';

/** The lock of a run that died elsewhere runs out by then. */
const lockTimeoutMs = 60_000;

/** `godwit guard`: stands by on another machine while a cutover runs. */
export function guardCommand(context: CommandContext): Command {
  return (
    new Command('guard')
      .description(
        'Watch over cutovers of the migration until interrupted. When the run of one falls silent before the switch, ' +
          'writes are allowed on the source again at once, and then everything else is taken back, hooks included. ' +
          'Run it on another machine than apply and the sync engine.',
      )
      // What `apply` starts for an engine that guards nothing by itself, with one cutover to watch.
      .addOption(new Option('--order <file>').hideHelp())
      .action(async (own: { readonly order?: string }, command: Command) => {
        if (own.order !== undefined) return await standGuard(orderIn(own.order), context.signal, logTo(context));
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
            log: logTo(context),
            onTakenBack: async () =>
              void (await takeBackCutover(migration, { view, context, selection, lockTimeoutMs })),
          });
          return 'goOn';
        });
      })
  );
}

function logTo({ stderr }: CommandContext): (message: string, fields: Readonly<Record<string, unknown>>) => void {
  return (message, fields) => stderr.write(`${new Date().toISOString()} ${message} ${JSON.stringify(fields)}\n`);
}

/** Connection strings come through standard input: neither argument list nor environment shows them. */
function orderIn(file: string): GuardOrder {
  const { source, destination, migration, transaction } = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  return {
    source: new Secret(source, 'source'),
    destination: new Secret(destination, 'destination'),
    migration,
    transaction,
  };
}
