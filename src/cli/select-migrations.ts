import type { Diagnostic } from '../lib/diagnostic.ts';
import { exitCodes, UserError } from '../lib/errors.ts';
import { findBeside, type Selection } from '../pipeline/selection.ts';
import { specCodes } from '../spec/error-codes.ts';
import { type LoadResult, loadMigrations } from '../spec/load-migrations.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { removedMigrations } from './removed-migrations.ts';
import { usageErrorCode } from './usage-error.ts';

/**
 * Loads the migrations that the flags name. Where a file is wrong, its errors are printed, the exit code is set, and
 * nothing is selected.
 */
export async function selectMigrations(
  options: GlobalOptions,
  context: CommandContext,
  since?: string | undefined,
): Promise<Selection> {
  const { migrations, diagnostics } = await load(options.files, options, context);
  // Where the last file of a directory was removed, there is none, and that is the point.
  const isMissing = ({ code }: Diagnostic) => code === specCodes.fileNotFound || code === specCodes.noFilesInDirectory;
  const counted = since === undefined ? diagnostics : diagnostics.filter((one) => !isMissing(one));
  if (counted.some(({ severity }) => severity === 'error')) {
    printDiagnostics(diagnostics, context, options);
    context.finish(exitCodes.error);
    return { selected: [], find: async () => undefined };
  }
  const removed = since === undefined ? [] : await removedMigrations(since, migrations, options, context);
  return {
    selected: inOrder(targeted([...migrations, ...removed], options)),
    find: async (name) =>
      migrations.find((one) => one.name === name) ??
      (await findBeside(migrations, name, { ...context, environment: options.environment })),
  };
}

async function load(paths: readonly string[], options: GlobalOptions, context: CommandContext): Promise<LoadResult> {
  const { environment, vars } = options;
  const { cwd, env } = context;
  return await loadMigrations({ paths, cwd, environment, vars, env, now: context.now() });
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

/** Predecessors first, otherwise in the order of the files; circles were refused when the files were read. */
function inOrder(migrations: readonly LoadedMigration[]): readonly LoadedMigration[] {
  const ordered = new Set<LoadedMigration>();
  const add = (one: LoadedMigration): void => {
    if (ordered.has(one)) return;
    for (const { migration } of one.spec.after) {
      const first = migrations.find(({ name }) => name === migration);
      if (first !== undefined) add(first);
    }
    ordered.add(one);
  };
  for (const one of migrations) add(one);
  return [...ordered];
}
