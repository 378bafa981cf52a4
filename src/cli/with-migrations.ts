import type { Command } from 'commander';
import { type OpenMigration, openMigration } from '../observe/open-migration.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { CommandContext } from './context.ts';
import { type GlobalOptions, globalOptions } from './global-options.ts';
import { interruptible } from './interruptible.ts';
import { programCommand } from './program-command.ts';
import { type Selection, selectMigrations } from './select-migrations.ts';

/** What to do after one of several migrations. */
export type Continuation = 'goOn' | 'stop';

/** Opens the migrations one after the other and closes each before the next. */
export async function withMigrations(
  command: Command,
  context: CommandContext,
  use: (migration: OpenMigration, options: GlobalOptions, selection: Selection) => Promise<Continuation>,
  since?: string | undefined,
): Promise<void> {
  const options = globalOptions(command);
  const selection = await selectMigrations(options, context, since);
  for (const [index, loaded] of selection.selected.entries()) {
    await using migration = await openLoaded(loaded, context);
    if ((await use(migration, options, selection)) === 'goOn') continue;
    const left = selection.selected.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) context.stderr.write(`Not begun because of ${loaded.name}: ${left.join(', ')}\n`);
    return;
  }
}

/** Connects to everything that a migration has; given up as soon as the user interrupts. */
export async function openLoaded(loaded: LoadedMigration, { env, signal }: CommandContext): Promise<OpenMigration> {
  return await interruptible(
    signal,
    async () => await openMigration(loaded, { env, command: programCommand() }),
    async (late) => await late[Symbol.asyncDispose](),
  );
}
