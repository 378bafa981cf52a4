import type { Command } from 'commander';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { exitCodes, isGodwitError } from '../lib/errors.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { openLoaded } from '../pipeline/open-loaded.ts';
import type { Selection } from '../pipeline/selection.ts';
import { unavailableParts } from '../plan/unavailable.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { CommandContext } from './context.ts';
import { type GlobalOptions, globalOptions } from './global-options.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { selectMigrations } from './select-migrations.ts';

/** What to do after one of several migrations. */
export type Continuation = 'goOn' | 'stop';

export interface WithMigrationsOptions {
  /** Removed files count from this commit on. */
  readonly since?: string | undefined;
  /** Whether a destination may be one that has yet to be made. */
  readonly mayBeOutOfSight?: boolean | undefined;
}

/** Opens the migrations one after the other and closes each before the next. */
export async function withMigrations(
  command: Command,
  context: CommandContext,
  use: (migration: OpenMigration, options: GlobalOptions, selection: Selection) => Promise<Continuation>,
  { since, mayBeOutOfSight = false }: WithMigrationsOptions = {},
): Promise<void> {
  const options = globalOptions(command);
  const selection = await selectMigrations(options, context, since);
  for (const [index, loaded] of selection.selected.entries()) {
    await using migration = await openOrRefuse(loaded, context, options, mayBeOutOfSight);
    if (migration === undefined) return;
    if ((await use(migration, options, selection)) === 'goOn') continue;
    const left = selection.selected.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) context.stderr.write(`Not begun because of ${loaded.name}: ${left.join(', ')}\n`);
    return;
  }
}

/** What cannot even be opened in this version is told together with whatever else of the file it cannot carry out. */
async function openOrRefuse(
  loaded: LoadedMigration,
  context: CommandContext,
  options: GlobalOptions,
  mayBeOutOfSight: boolean,
): Promise<OpenMigration | undefined> {
  try {
    return await openLoaded(loaded, context, options, mayBeOutOfSight);
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
