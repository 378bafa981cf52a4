import type { Command } from 'commander';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { exitCodes, isGodwitError, UserError } from '../lib/errors.ts';
import { type OpenMigration, openMigration } from '../observe/open-migration.ts';
import { unavailableParts } from '../plan/unavailable.ts';
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
    printDiagnostics(diagnostics, context, options);
    context.finish(exitCodes.error);
    return [];
  }
  return targeted(migrations, options);
}

function printDiagnostics(diagnostics: readonly Diagnostic[], context: CommandContext, options: GlobalOptions): void {
  const paint = paintFor(hasColors(context, options.hasColor));
  context.stderr.write(
    options.format === 'json'
      ? `${JSON.stringify(diagnosticsDocument(diagnostics))}\n`
      : renderDiagnostics(diagnostics, paint),
  );
}

/** What to do after one of several migrations. */
export type Continuation = 'goOn' | 'stop';

/** Opens the migrations one after the other and closes each before the next. */
export async function withMigrations(
  command: Command,
  context: CommandContext,
  use: (migration: OpenMigration, options: GlobalOptions) => Promise<Continuation>,
): Promise<void> {
  const selected = await selectMigrations(command, context);
  for (const [index, loaded] of selected.entries()) {
    await using migration = await openOrRefuse(loaded, context, globalOptions(command));
    if (migration === undefined) return;
    if ((await use(migration, globalOptions(command))) === 'goOn') continue;
    const left = selected.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) context.stderr.write(`Not begun because of ${loaded.name}: ${left.join(', ')}\n`);
    return;
  }
}

/** What cannot even be opened in this version is told together with whatever else of the file it cannot carry out. */
async function openOrRefuse(
  loaded: LoadedMigration,
  context: CommandContext,
  options: GlobalOptions,
): Promise<OpenMigration | undefined> {
  try {
    return await open(loaded, context);
  } catch (error) {
    if (!isGodwitError(error) || error.code !== 'GW701') throw error;
    const { code, summary, hint, context: facts } = error;
    const first: Diagnostic = { severity: 'error', code, summary, hint, pointer: facts['pointer'] as string };
    const all = [first, ...unavailableParts(loaded.spec)].map((diagnostic) => loaded.annotate(diagnostic));
    printDiagnostics(all, context, options);
    context.finish(exitCodes.checksBlock);
    return undefined;
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
