import type { EngineObservation } from '../engines/engine.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { UserError } from '../lib/errors.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { progressLine } from '../report/progress-line.ts';
import type { CommandContext } from './context.ts';
import { type AwaitedPhase, followMigration } from './follow-migration.ts';
import type { GlobalOptions } from './global-options.ts';
import { usageErrorCode } from './usage-error.ts';

const phases: readonly string[] = ['prepared', 'synced', 'detached', 'cutover', 'complete'] satisfies AwaitedPhase[];

/** How often a line is written where nothing new has happened, in milliseconds. */
const lineEveryMs = 10_000;

export interface WaitParts {
  readonly context: CommandContext;
  readonly options: GlobalOptions;
  readonly phase: string;
  readonly timeoutMs: number | undefined;
}

/** Follows a migration until it has come to the phase; what is seen meanwhile goes to standard error, beside the result. */
export async function waitForPhase(migration: OpenMigration, parts: WaitParts): Promise<void> {
  const { context, options, phase, timeoutMs } = parts;
  if (!phases.includes(phase)) {
    throw new UserError(usageErrorCode, {
      summary: `"${phase}" cannot be waited for`,
      hint: `There are: ${phases.join(', ')}`,
    });
  }
  const { name } = migration.loaded;
  const tell = (text: string) => {
    if (options.format === 'text') context.stderr.write(`${name}: ${text}\n`);
  };
  let last = '';
  let writtenAt = Number.NEGATIVE_INFINITY;
  const onProgress = (engine: EngineObservation) => {
    const line = `${engine.state}; ${progressLine(engine)}`;
    const now = performance.now();
    const isNew = line.split(';')[0] !== last.split(';')[0];
    if (!isNew && (line === last || now - writtenAt < lineEveryMs)) return;
    [last, writtenAt] = [line, now];
    tell(line);
  };
  const onEntry = (entry: LedgerEntry) => tell(entryWords(entry));
  const { signal } = context;
  await followMigration(migration, { phase: phase as AwaitedPhase, timeoutMs, signal, onProgress, onEntry });
  tell(`has come to ${phase}`);
}

/** What a run wrote down, on one line. */
function entryWords(entry: LedgerEntry): string {
  const by = `${entry.by.user} on ${entry.by.host}`;
  switch (entry.kind) {
    case 'runStarted':
      return `run ${entry.runId} by ${by} begins plan ${entry.planId} to ${entry.phase}`;
    case 'runFinished':
      return `run ${entry.runId} ended: ${entry.outcome}`;
    case 'stepFailed':
    case 'undoFailed':
      return `${entry.kind} ${entry.step}: [${entry.code}] ${entry.message}`;
    case 'transactionBegan':
    case 'transactionEnded':
      return `${entry.kind} ${entry.transaction}`;
    case 'movedTo':
      return `renamed to ${entry.migration}`;
    case 'lockReleased':
      return `${by} released the lock ${entry.lockId}`;
    default:
      return `${entry.kind} ${entry.step}`;
  }
}
