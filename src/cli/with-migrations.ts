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
async function selectMigrations(options: GlobalOptions, context: CommandContext): Promise<readonly LoadedMigration[]> {
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
  overrides: Partial<GlobalOptions> = {},
): Promise<void> {
  const options = { ...globalOptions(command), ...overrides };
  const selected = await selectMigrations(options, context);
  for (const [index, loaded] of selected.entries()) {
    await using migration = await open(loaded, context);
    if ((await use(migration, options)) === 'goOn') continue;
    const left = selected.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) context.stderr.write(`Not begun because of ${loaded.name}: ${left.join(', ')}\n`);
    return;
  }
}

async function open(loaded: LoadedMigration, { env, signal }: CommandContext): Promise<OpenMigration> {
  return await interruptible(
    signal,
    async () => await openMigration(loaded, { env, command: programCommand() }),
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
