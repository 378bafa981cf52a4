import type { Command } from 'commander';
import { exitCodes, UserError } from '../lib/errors.ts';
import { type OpenMigration, openMigration } from '../observe/open-migration.ts';
import { diagnosticsDocument } from '../report/json/diagnostics.ts';
import { renderDiagnostics } from '../report/text/diagnostics.ts';
import { paintFor } from '../report/text/paint.ts';
import { loadMigrations } from '../spec/load-migrations.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { hasColors } from './colors.ts';
import type { CommandContext } from './context.ts';
import { type GlobalOptions, globalOptions } from './global-options.ts';
import { interruptible } from './interruptible.ts';
import { programCommand } from './program-command.ts';
import { usageErrorCode } from './usage-error.ts';

/**
 * Loads the migrations that the flags name. Where a file is wrong, its errors are printed, the exit code is set, and
 * nothing comes back.
 */
export async function selectMigrations(command: Command, context: CommandContext): Promise<readonly LoadedMigration[]> {
  const options = globalOptions(command);
  const { migrations, diagnostics } = await loadMigrations({
    paths: options.files,
    cwd: context.cwd,
    environment: options.environment,
    vars: options.vars,
    env: context.env,
    now: context.now(),
  });
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    const paint = paintFor(hasColors(context, options.hasColor));
    context.stderr.write(
      options.format === 'json'
        ? `${JSON.stringify(diagnosticsDocument(diagnostics))}\n`
        : renderDiagnostics(diagnostics, paint),
    );
    context.finish(exitCodes.error);
    return [];
  }
  return targeted(migrations, options);
}

/** What to do after one of several migrations. */
export type Continuation = 'goOn' | 'stop';

/** Opens the migrations one after the other and closes each before the next. */
export async function withMigrations(
  command: Command,
  context: CommandContext,
  use: (migration: OpenMigration, options: GlobalOptions) => Promise<Continuation>,
  { mayBeOutOfSight = false }: { mayBeOutOfSight?: boolean } = {},
): Promise<void> {
  const selected = await selectMigrations(command, context);
  for (const [index, loaded] of selected.entries()) {
    const options = globalOptions(command);
    await using migration = await openLoaded(loaded, context, options, mayBeOutOfSight);
    if ((await use(migration, options)) === 'goOn') continue;
    const left = selected.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) context.stderr.write(`Not begun because of ${loaded.name}: ${left.join(', ')}\n`);
    return;
  }
}

/** Opens one; its destination may be one that has yet to be made where the caller can deal with that. */
export async function openLoaded(
  loaded: LoadedMigration,
  { env, signal }: CommandContext,
  { lockTimeoutMs }: GlobalOptions,
  mayBeOutOfSight: boolean,
): Promise<OpenMigration> {
  const options = { env, signal, lockTimeoutMs, mayBeOutOfSight, command: programCommand() };
  return await interruptible(
    signal,
    async () => await openMigration(loaded, options),
    async (late) => await late[Symbol.asyncDispose](),
  );
}

function targeted(migrations: readonly LoadedMigration[], { targets }: GlobalOptions): readonly LoadedMigration[] {
  if (targets.length === 0) return migrations;
  const unknown = targets.find((target) => !migrations.some(({ name }) => name === target));
  if (unknown !== undefined) {
    throw new UserError(usageErrorCode, {
      summary: `No migration is named "${unknown}"`,
      hint: `There are: ${migrations.map(({ name }) => name).join(', ')}`,
    });
  }
  return migrations.filter(({ name }) => targets.includes(name));
}
