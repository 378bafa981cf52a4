import type { Diagnostic } from '../lib/diagnostic.ts';
import { formatDurationMs } from '../lib/duration.ts';
import { formatBytes, formatCount } from '../lib/size.ts';
import type { Observation } from '../observe/observation.ts';
import { observeForChecks } from '../observe/observe-for-checks.ts';
import { scanMigration } from '../observe/scan/scan-migration.ts';
import { interruptible } from '../pipeline/interruptible.ts';
import { programCommand } from '../pipeline/program-command.ts';
import type { CheckContext } from '../preflight/check.ts';
import { failOn, runChecks } from '../preflight/run-checks.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { CommandContext } from './context.ts';

export interface OnlineResult {
  readonly loaded: LoadedMigration;
  readonly context: CheckContext;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at both sides of a migration, changing nothing, and judges what it sees. */
export async function checkOnline(
  loaded: LoadedMigration,
  commandContext: CommandContext,
  { scansData = false }: { readonly scansData?: boolean } = {},
): Promise<OnlineResult> {
  const { env, signal, now } = commandContext;
  const { observation: seen, state } = await interruptible(
    signal,
    async () => await observeForChecks(loaded, { env, signal, lockTimeoutMs: 0, command: programCommand() }, now()),
  );
  const observation = scansData ? await withScan(loaded, seen, commandContext) : seen;
  const context: CheckContext = { spec: loaded.spec, observation, state };
  const found = failOn(loaded.spec.checks.failOn, runChecks(context));
  return { loaded, context, diagnostics: found.map((diagnostic) => loaded.annotate(diagnostic)) };
}

const tellEveryMs = 2_000;

/** Reads every document in scope, and tells how far it is; stopped, it goes on from there the next time. */
async function withScan(loaded: LoadedMigration, seen: Observation, context: CommandContext): Promise<Observation> {
  const { env, signal, stderr } = context;
  const startedAt = performance.now();
  let toldAt = startedAt;
  const scan = await scanMigration(loaded, seen, {
    env,
    signal,
    onProgress: ({ documents, bytes, totalDocuments }) => {
      if (performance.now() - toldAt < tellEveryMs) return;
      toldAt = performance.now();
      const rate = bytes / ((toldAt - startedAt) / 1000);
      stderr.write(
        `Scanned ${formatCount(documents)} of about ${formatCount(totalDocuments)} documents of ${loaded.name}, ${formatBytes(rate)}/s\n`,
      );
    },
  });
  const took = formatDurationMs(performance.now() - startedAt);
  stderr.write(`Scanned ${formatCount(scan.documents)} documents of ${loaded.name} in ${took}\n`);
  return { ...seen, scan };
}
