/**
 * Several migrations in one run: each begins when those that it comes after are done, so many at a time as the user allows,
 * and one that fails stops only those that wait for it.
 */
import { type ExitCode, exitCodes, isGodwitError, messageOf } from '../lib/errors.ts';
import { Semaphore } from '../lib/semaphore.ts';
import type { MigrationResult } from '../pipeline/apply-migration.ts';
import type { MigrationOutcome, RunSummary } from '../report/run-summary.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';

/**
 * @param selected in an order in which predecessors come first
 * @param use carries one out; what it throws is told by `onError`
 */
export async function applyMany(
  selected: readonly LoadedMigration[],
  limit: number,
  use: (loaded: LoadedMigration) => Promise<MigrationResult>,
  onError: (loaded: LoadedMigration, error: unknown) => void,
): Promise<RunSummary> {
  const slots = new Semaphore(limit);
  const results = new Map<string, Promise<MigrationOutcome & { exitCode: ExitCode }>>();
  // Without parallelism the user watches one after the other, and a failure stops what has not begun.
  let failed: string | undefined;
  const runOne = async (loaded: LoadedMigration) => {
    const { name, spec } = loaded;
    for (const { migration } of spec.after) {
      const first = await results.get(migration);
      if (first !== undefined && first.exitCode !== exitCodes.ok) return notBegun(name, migration);
    }
    return await slots.run(async () => {
      if (limit === 1 && failed !== undefined) return notBegun(name, failed);
      const result = await use(loaded).catch((error: unknown) => {
        onError(loaded, error);
        return failureOf(error);
      });
      if (result.exitCode !== exitCodes.ok) failed = name;
      return { migration: name, reason: undefined, ...result };
    });
  };
  for (const loaded of selected) results.set(loaded.name, runOne(loaded));
  const outcomes = await Promise.all(results.values());
  return {
    outcomes: outcomes.map(({ migration, outcome, reason }) => ({ migration, outcome, reason })),
    exitCode: worstOf(outcomes.map(({ exitCode }) => exitCode)),
  };
}

function notBegun(migration: string, because: string) {
  return { migration, outcome: 'notBegun', reason: `${because} was not done`, exitCode: exitCodes.error } as const;
}

function failureOf(error: unknown): MigrationResult {
  const [summary, exitCode] = isGodwitError(error)
    ? [`[${error.code}] ${error.summary}`, error.exitCode]
    : [messageOf(error), exitCodes.error];
  return { outcome: 'failed', reason: summary, exitCode };
}

/** An interruption counts most, then what says something particular, then plain errors. */
function worstOf(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(exitCodes.interrupted)) return exitCodes.interrupted;
  const particular = codes.filter((code) => code !== exitCodes.ok && code !== exitCodes.error);
  return particular[0] ?? (codes.includes(exitCodes.error) ? exitCodes.error : exitCodes.ok);
}
