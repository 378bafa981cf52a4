import { dirname } from 'node:path';
import { loadMigrations } from '../spec/load-migrations.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { RunContext } from './run-context.ts';

/** The migrations of one run. */
export interface Selection {
  /** To work on, those that come first before those that wait for them. */
  readonly selected: readonly LoadedMigration[];
  /** The migration of a name, among all files that were given or that stand beside one of them. */
  find(name: string): Promise<LoadedMigration | undefined>;
}

/** `after` names migrations of the same directory, of which perhaps only one file was given. */
export async function findBeside(
  migrations: readonly LoadedMigration[],
  name: string,
  { cwd, environment, env, now }: Pick<RunContext, 'env' | 'now'> & { cwd: string; environment: string | undefined },
): Promise<LoadedMigration | undefined> {
  for (const directory of new Set(migrations.map(({ file }) => dirname(file)))) {
    const beside = await loadMigrations({ paths: [directory], cwd, environment, vars: {}, env, now: now() });
    const found = beside.migrations.find((one) => one.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
