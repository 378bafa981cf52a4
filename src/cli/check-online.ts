import type { Diagnostic } from '../lib/diagnostic.ts';
import { observeForChecks } from '../observe/observe-for-checks.ts';
import type { CheckContext } from '../preflight/check.ts';
import { failOn, runChecks } from '../preflight/run-checks.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { CommandContext } from './context.ts';
import { interruptible } from './interruptible.ts';
import { programCommand } from './program-command.ts';

export interface OnlineResult {
  readonly loaded: LoadedMigration;
  readonly context: CheckContext;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at both sides of a migration, changing nothing, and judges what it sees. */
export async function checkOnline(
  loaded: LoadedMigration,
  { env, signal, now }: CommandContext,
): Promise<OnlineResult> {
  const { observation, state } = await interruptible(
    signal,
    async () => await observeForChecks(loaded, { env, command: programCommand() }, now()),
  );
  const context: CheckContext = { spec: loaded.spec, observation, state };
  const found = failOn(loaded.spec.checks.failOn, runChecks(context));
  return { loaded, context, diagnostics: found.map((diagnostic) => loaded.annotate(diagnostic)) };
}
