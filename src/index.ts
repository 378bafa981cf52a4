/**
 * What other programs may import from the package `godwit`: migration files and what is wrong with them, what a plan is
 * made of, and errors. Nothing here connects to a cluster; carrying out is the command line's business, whose
 * `--format json` speaks in these types.
 *
 *     import { loadMigrations } from 'godwit';
 *     const { migrations, diagnostics } = await loadMigrations({ paths: ['migrations/'], env: process.env, now: new Date() });
 *
 * The JSON Schema of the files is `godwit/schemas/migration.schema.json`. What is not exported here may change with any
 * version.
 */
export type { Diagnostic, SourceRange } from './lib/diagnostic.ts';
export {
  BugError,
  EngineError,
  EnvironmentError,
  type ErrorCode,
  type ErrorParts,
  type ExitCode,
  exitCodes,
  GodwitError,
  isGodwitError,
  UserError,
} from './lib/errors.ts';
export type { MigrationState } from './lifecycle/migration-state.ts';
export type { Forecast, Plan } from './plan/plan.ts';
export type { Step, StepKind, TransactionKind } from './plan/step.ts';
export { type LoadOptions, type LoadResult, loadMigrations } from './spec/load-migrations.ts';
export type { LoadedMigration } from './spec/loaded-migration.ts';
export type { Migration, Phase } from './spec/migration.ts';
